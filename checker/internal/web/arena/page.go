package arena

import (
	"bytes"
	"embed"
	"net/http"
	"path"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/web/player"
)

//go:embed assets
var assets embed.FS

// page is what the templates show.
type page struct {
	Lang, Title string
	Level       Level
	Groups      []group // of the list
	Path        string  // the address without the language
	say         *msg.Printer
}

// group is the levels of a lesson or a package.
type group struct {
	Name   string
	Levels []Level
}

// Say returns a text in the page's language.
func (p page) Say(key string) string { return p.say.Say(key) }

// LessonWords returns the words of the link back to the level's lesson.
func (p page) LessonWords() string { return p.say.Say("arena.lesson", "lesson", p.Level.Group) }

// To returns an address that keeps the language.
func (p page) To(address string) string { return address + "?lang=" + p.Lang }

// Other returns the address of this page in the other language, OtherLang its code.
func (p page) Other() string { return p.Path + "?lang=" + p.OtherLang() }

// OtherLang returns the code of the other language.
func (p page) OtherLang() string {
	for _, lang := range msg.Langs() {
		if lang != p.Lang {
			return lang
		}
	}
	return p.Lang
}

func (a *Arena) newPage(r *http.Request) page {
	say := msg.New(a.lang(r))
	return page{Lang: say.Lang(), Title: say.Say("arena.title"), Path: r.URL.Path, say: say}
}

// list serves the list of all levels.
func (a *Arena) list(w http.ResponseWriter, r *http.Request) {
	p := a.newPage(r)
	for _, l := range a.options.Levels(p.Lang) {
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != l.Group {
			p.Groups = append(p.Groups, group{Name: l.Group})
		}
		last := &p.Groups[len(p.Groups)-1]
		last.Levels = append(last.Levels, l)
	}
	a.write(w, "list.html", p)
}

// page serves the page of a level. What has become of the game, its script asks for.
func (a *Arena) page(w http.ResponseWriter, r *http.Request) {
	p := a.newPage(r)
	level, ok := a.level(r.PathValue("level"), p.Lang)
	if !ok {
		a.missing(w, r)
		return
	}
	p.Level, p.Title = level, p.say.Say("arena.title-of", "name", safetext.Line(level.ID))
	a.write(w, "level.html", p)
}

// write writes a page. A mistake in the template is reported as such, and not as half a page.
func (a *Arena) write(w http.ResponseWriter, name string, p page) {
	var b bytes.Buffer
	if err := a.template.ExecuteTemplate(&b, name, p); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes()) // who has gone needs no answer
}

// asset serves the icon, the style sheet and the scripts. The latter begin with those of the player, which draws the same pictures.
func (a *Arena) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	b, err := assets.ReadFile(path.Join("assets", name))
	kind := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[path.Ext(name)]
	if err != nil || kind == "" {
		a.missing(w, r)
		return
	}
	before := ""
	switch name {
	case "arena.css":
		before = player.Style()
	case "arena.js":
		before = player.Script()
	}
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	_, _ = w.Write(append([]byte(before), b...)) // who has gone needs no answer
}
