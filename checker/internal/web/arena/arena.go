// Package arena is the game "be the scheduler" as pages of a browser: an http.Handler for everything under /play/.
//
//	GET  /play/                         the scenarios
//	GET  /play/02-mutex/atomic          the page of one
//	POST /play/02-mutex/atomic/moves    {"moves":[1,2]}: where a list of choices leads, see Answer
//	POST /play/02-mutex/atomic/machine  {"moves":[1,2]}: the machine's schedule beside that, see Machine
//
// The game is that of package play, which the terminal uses, too. The package knows nothing of tokens and addresses: whoever mounts the handler
// guards it.
package arena

import (
	"context"
	"html/template"
	"net/http"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/play"
)

// Path is the path under which the handler is mounted.
const Path = "/play/"

// Level is a scenario that can be played.
type Level struct {
	ID    string // as the address names it, such as 02-mutex/atomic
	Title string
	Group string // the lesson or the package; levels of one group follow each other
	Back  string // the address of a page about the group, or ""
}

// Scenario is a level that is built. One of its functions is called at a time; only Replay is also called during a Search.
type Scenario struct {
	Replay play.Replay
	Search func(ctx context.Context, all bool) (*explore.Result, error) // to the first schedule that breaks, or all of them; see Problem
	Source func(file string) []string                                   // the lines of a source file, or nil
	Close  func() error
}

// Options say what is played.
type Options struct {
	Levels  func(lang string) []Level
	Open    func(ctx context.Context, id, lang string) (*Scenario, error) // builds a level; see Problem
	Version func(id string) string                                        // tells the present files of a level from earlier ones
	Lang    string                                                        // the language of a page whose address names none
	Most    int                                                           // how many scenarios are open at once; 0: 3
	Patient time.Duration                                                 // how long a request waits for a scenario to be built; 0: 20 seconds
}

// Problem is an error that the player can mend, such as a file that does not compile. Its text is shown as it is.
type Problem struct{ Text string }

func (p *Problem) Error() string { return p.Text }

// Arena is the handler. Close ends it.
type Arena struct {
	options  Options
	mux      *http.ServeMux
	rooms    *rooms
	stop     context.CancelFunc
	group    panics.Group
	template *template.Template
}

// New returns the handler. Scenarios are open until ctx ends, Close is called, or others take their place.
func New(ctx context.Context, o Options) *Arena {
	if o.Most == 0 {
		o.Most = 3
	}
	if o.Patient == 0 {
		o.Patient = 20 * time.Second
	}
	ctx, stop := context.WithCancel(ctx)
	group, _ := panics.NewGroup(ctx) // an error of one scenario does not end the others
	a := &Arena{options: o, mux: http.NewServeMux(), stop: stop, group: group, template: template.Must(template.ParseFS(assets, "assets/*.html"))}
	a.rooms = newRooms(ctx, group, o)
	a.mux.HandleFunc("GET /play/{$}", a.list)
	a.mux.HandleFunc("GET /play/-/{file}", a.asset)
	a.mux.HandleFunc("GET /play/{level...}", a.page)
	a.mux.HandleFunc("POST /play/{rest...}", a.post)
	return a
}

// Close closes all scenarios and waits for their processes. No request may come after it.
func (a *Arena) Close() error {
	a.stop()
	return a.group.Wait()
}

// policy is the Content-Security-Policy of the pages: nothing but the handler's own files.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// ServeHTTP answers a request for a path under /play/.
func (a *Arena) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	a.mux.ServeHTTP(w, r)
}

// lang returns the language of the answer to a request.
func (a *Arena) lang(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); msg.Known(lang) {
		return lang
	}
	return a.options.Lang
}

// level returns a level by its address.
func (a *Arena) level(id, lang string) (Level, bool) {
	for _, l := range a.options.Levels(lang) {
		if l.ID == id {
			return l, true
		}
	}
	return Level{}, false
}
