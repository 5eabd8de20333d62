package lessonpage

import (
	"bytes"
	"net/http"
	"path"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
)

// page is what the template of a page shows.
type page struct {
	Lang   string // of what stands around the lesson
	View   string
	Title  string
	ID     string // of the lesson, or "" for another page
	Path   string // the address without the view
	Nav    []navLesson
	Next   string // the address of the next lesson that is not done
	Shown  []lessonView
	Texts  []textView // of a page that is not a lesson's
	say    *msg.Printer
	Status string
}

// navLesson is a lesson in the list of all.
type navLesson struct {
	ID, Title, Address   string
	Passed, Total        int
	Current, Busy, Green bool
}

// textView is a text in one language.
type textView struct {
	Lang string
	HTML any // template.HTML, made from Markdown
}

// Say returns a text in the page's language.
func (p page) Say(key string) string { return p.say.Say("web." + key) }

// To returns an address on this server that keeps the view.
func (p page) To(address string) string { return address + query(p.View) }

// As returns the address of this page in another view.
func (p page) As(view string) string { return p.Path + query(view) }

// newPage returns what stands around the lessons.
func (h *handler) newPage(r *http.Request, s State, store *progress.Store, current string) page {
	view := h.view(r)
	lang := langs(view)[0]
	if view == both {
		lang = h.Lang
	}
	p := page{Lang: lang, View: view, ID: current, Path: r.URL.Path, say: h.say[lang]}
	for _, l := range h.Course.Lessons {
		n := navLesson{ID: l.ID, Title: l.Title.In(lang), Address: p.To(path.Join("/lesson", l.ID)), Total: len(l.Steps), Current: l.ID == current, Busy: s.Views[l.ID].Busy}
		for _, step := range l.Steps {
			if store.Done(outcome.StepOf(l, step)) {
				n.Passed++
			}
		}
		n.Green = n.Passed == n.Total
		p.Nav = append(p.Nav, n)
	}
	for i := range p.Nav { // the lessons after the current one come first
		n := p.Nav[(i+1+h.indexOf(current))%len(p.Nav)]
		if !n.Green && !n.Current {
			p.Next = n.Address
			break
		}
	}
	return p
}

// indexOf returns the index of a lesson, or -1.
func (h *handler) indexOf(id string) int {
	for i, l := range h.Course.Lessons {
		if l.ID == id {
			return i
		}
	}
	return -1
}

// lesson serves the page of a lesson.
func (h *handler) lesson(w http.ResponseWriter, r *http.Request) {
	l, ok := h.find(r.PathValue("id"))
	if !ok {
		h.missing(w, r)
		return
	}
	v, ok := h.States.Now(r.Context())
	if !ok {
		return // the page ends
	}
	store, saveErr := progress.Open(h.Root, time.Now())
	p := h.newPage(r, v.State, store, l.ID)
	for _, lang := range langs(p.View) {
		b := builder{h, l, v.State.Views[l.ID], store, h.say[lang], p, r.FormValue("answered")}
		if saveErr != nil && b.watch.SaveErr == nil {
			b.watch.SaveErr = saveErr
		}
		p.Shown = append(p.Shown, b.build())
		if lang == p.Lang {
			p.Status = p.Shown[len(p.Shown)-1].Status
			p.Title = p.Shown[len(p.Shown)-1].tabTitle()
		}
	}
	h.write(w, "page.html", p)
}

// write writes a page. A mistake in the template is reported as such, and not as half a page.
func (h *handler) write(w http.ResponseWriter, name string, data any) {
	var b bytes.Buffer
	if err := h.template.ExecuteTemplate(&b, name, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes()) // who has gone needs no answer
}

// stepsDone reports whether every step of the lesson was ever green.
func stepsDone(store *progress.Store, l course.Lesson) bool {
	return store.AllDone(outcome.StepsOf(l))
}
