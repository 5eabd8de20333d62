// Package lessonpage serves the page on which a student sees the lessons: their steps, live at each save, the explanation of the first red one, hints,
// the lesson's text, and the solution once the lesson is green.
//
// The page is HTML that this package makes. Its script only listens for the number of a newer state, gets the page again, and replaces the parts that
// differ. What a student wrote is text for html/template and nothing else.
package lessonpage

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/watch"
	"sharedmap-workshop/checker/internal/web/hub"
)

// Options is the input of New.
type Options struct {
	Root     string // the repo
	Course   *course.Course
	States   *hub.Hub[State]
	Requests chan<- watch.Request // for what the page asks of the watch
	Lang     string               // the language in which the page begins

	// Play returns the address at which the reader is the scheduler of a step that has a scenario. It is nil where there is none.
	Play func(course.Lesson, course.Step) string
}

// maxStreams is how many tabs can be open at a time.
const maxStreams = 32

//go:embed assets
var assets embed.FS

// handler serves the page.
type handler struct {
	Options
	say      map[string]*msg.Printer // by language
	template *template.Template
}

// New returns the handler of the page and of everything that it needs.
func New(o Options) (http.Handler, error) {
	h := &handler{Options: o, say: map[string]*msg.Printer{}}
	for _, lang := range msg.Langs() {
		h.say[lang] = msg.New(lang)
	}
	t, err := template.ParseFS(assets, "assets/*.html")
	if err != nil {
		return nil, fmt.Errorf("make the page: %w", err)
	}
	h.template = t
	mux := http.NewServeMux()
	mux.HandleFunc("/", h.missing)
	mux.HandleFunc("GET /{$}", h.first)
	mux.HandleFunc("GET /lesson/{id}", h.lesson)
	mux.HandleFunc("GET /lesson/{id}/schedule/{step}", h.schedule)
	mux.HandleFunc("GET /docs/{name...}", h.document)
	mux.HandleFunc("GET /assets/{name}", h.asset)
	mux.Handle("GET /events", hub.NewStream(o.States, maxStreams, event))
	mux.HandleFunc("POST /run", h.run)
	mux.HandleFunc("POST /hint", h.hint)
	mux.HandleFunc("POST /answer", h.answer)
	return mux, nil
}

// event returns what a tab is told of a state: which one it is. The tab gets the page itself, in its language.
func event(v hub.Version[State]) string { return v.State.Focus }

// first leads to the lesson that was run last.
func (h *handler) first(w http.ResponseWriter, r *http.Request) {
	v, ok := h.States.Now(r.Context())
	if !ok {
		return // the page ends
	}
	id := v.State.Focus
	if id == "" {
		id = h.Course.Lessons[0].ID
	}
	http.Redirect(w, r, path.Join("/lesson", id)+query(h.view(r)), http.StatusSeeOther)
}

// find returns the lesson with an id.
func (h *handler) find(id string) (course.Lesson, bool) {
	for _, l := range h.Course.Lessons {
		if l.ID == id {
			return l, true
		}
	}
	return course.Lesson{}, false
}

// both is the name of the view in which two languages stand side by side.
const both = "both"

// view returns how the request wants to see the page: in a language, or in both.
func (h *handler) view(r *http.Request) string {
	switch v := r.FormValue("lang"); {
	case msg.Known(v) || v == both:
		return v
	}
	return h.Lang
}

// query returns the end of an address that keeps the view.
func query(view string) string { return "?lang=" + view }

// langs returns the languages of a view.
func langs(view string) []string {
	if view == both {
		return msg.Langs()
	}
	return []string{view}
}

// asset serves a style sheet or a script.
func (h *handler) asset(w http.ResponseWriter, r *http.Request) {
	b, err := fs.ReadFile(assets, path.Join("assets", r.PathValue("name")))
	kind := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[path.Ext(r.PathValue("name"))]
	if err != nil || kind == "" {
		h.missing(w, r)
		return
	}
	sum := sha256.Sum256(b)
	w.Header().Set("Cache-Control", "no-cache") // asked for again each time, but not sent again
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	if strings.Contains(r.Header.Get("If-None-Match"), w.Header().Get("ETag")) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(b) // who has gone needs no answer
}
