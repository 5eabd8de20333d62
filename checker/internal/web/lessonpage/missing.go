package lessonpage

import "net/http"

// missing answers a request for something that the page does not have. What was asked for is not repeated.
func (h *handler) missing(w http.ResponseWriter, r *http.Request) {
	lang := h.view(r)
	if lang == both {
		lang = h.Lang
	}
	http.Error(w, h.say[lang].Say("web.no-page"), http.StatusNotFound)
}
