package arena

import (
	"net/http"

	"sharedmap-workshop/checker/internal/msg"
)

// missing answers a request for a level or a file that is not there. What was asked for is not repeated.
func (a *Arena) missing(w http.ResponseWriter, r *http.Request) {
	http.Error(w, msg.New(a.lang(r)).Say("arena.no-page"), http.StatusNotFound)
}
