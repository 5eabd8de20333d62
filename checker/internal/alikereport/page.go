package alikereport

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/msg"
)

//go:embed web
var web embed.FS

// maxShown is how many pairs the page shows side by side. More would be more than anybody reads, and slow to open.
const maxShown = 200

// page is what the page shows. All texts are printable, and none is HTML yet.
type page struct {
	Lang    string
	CSS     template.CSS
	Policy  string // allows the browser the style sheet and nothing else
	Made    string
	Summary string
	Pairs   []pagePair
	More    int
}

type pagePair struct {
	Number, Percent, Words int
	Lesson, A, B, File     string
	Left, Right            []part
}

// Page writes alike.html: one file without scripts that needs no network.
func (r Report) Page(w io.Writer, say *msg.Printer) error {
	css, err := web.ReadFile("web/style.css")
	if err != nil {
		return err
	}
	t, err := template.New("page.html").Funcs(template.FuncMap{"say": func(key string) string { return say.Say(key) }}).ParseFS(web, "web/page.html")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(css)
	out := page{
		Lang: say.Lang(), CSS: template.CSS(css), Summary: r.summary(say),
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Made:   say.Say("alike.made", "time", r.At.Format("2006-01-02 15:04 -07:00")),
		More:   max(0, len(r.Pairs)-maxShown),
	}
	for i, p := range r.Pairs[:min(len(r.Pairs), maxShown)] {
		ofA, ofB := p.regions()
		out.Pairs = append(out.Pairs, pagePair{
			Number: i + 1, Percent: p.Percent(), Words: p.Words, Lesson: p.Lesson.ID, A: author(p.A), B: p.other(say), File: p.Lesson.File,
			Left: parts(p.A.Source, ofA, fmt.Sprint("a", i+1), fmt.Sprint("b", i+1)), Right: parts(p.B.Source, ofB, fmt.Sprint("b", i+1), fmt.Sprint("a", i+1)),
		})
	}
	return t.Execute(w, out)
}

// WritePage writes the page into dir, which must exist. The file is replaced as a whole.
func (r Report) WritePage(dir string, say *msg.Printer) (err error) {
	var b bytes.Buffer
	if err := r.Page(&b, say); err != nil {
		return err
	}
	return replace(filepath.Join(dir, PageFile), b.Bytes())
}

// replace writes a file under another name first and renames it then.
func replace(name string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the first error is the one to return
		}
	}()
	_, err = f.Write(content)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
