package report

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Findings is the JSON of `checker explain`.
type Findings struct {
	Version  int             `json:"version"`
	Findings []goout.Finding `json:"findings"`
}

// Found returns the JSON document of the findings. It adds the text to each finding that has none.
func Found(found []goout.Finding, say *msg.Printer) Findings {
	out := Findings{Version: 1, Findings: []goout.Finding{}}
	for _, f := range found {
		if f.Text == "" {
			f.Text = words(f, say)
		}
		out.Findings = append(out.Findings, f)
	}
	return out
}

// FoundIn is Found with the names of the files in dir, a lesson's folder, as in `checker run`: without that folder.
func FoundIn(found []goout.Finding, dir string, say *msg.Printer) Findings {
	for i := range found {
		relativize(&found[i], dir)
	}
	return Found(found, say)
}

// Explain writes the place, the meaning and the picture of each finding. local returns how a finding's files are called here.
func Explain(w io.Writer, style term.Style, say *msg.Printer, doc Findings, src fs.FS, local func(goout.Finding) LocalName) {
	p := style.Palette()
	shown := goout.Distinct(doc.Findings)
	for i, f := range shown {
		rel := local(f)
		title := say.Say("explain.title", "n", i+1, "total", len(shown), "kind", say.Say("kind."+string(f.Kind)))
		fmt.Fprintf(w, "%s\n", p.Bold(title))
		if f.File != "" {
			at := rel(f.File)
			if f.Line > 0 {
				at = fmt.Sprintf("%s:%d", at, f.Line)
			}
			fmt.Fprintf(w, "  %s\n", p.Code(at))
		}
		f = shorten(f, rel)
		finding(w, style, say, f, src)
		sourceMismatch(w, style, say, f)
		fmt.Fprintln(w)
	}
}

// sourceMismatch writes why no source is shown, if the source differs from the program that printed the output.
func sourceMismatch(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	if f.Differs == nil {
		return
	}
	why := say.Say("explain.differs-"+string(f.Differs.Why), "func", f.Differs.Func, "line", f.Differs.Line)
	fmt.Fprintln(w)
	for _, line := range term.Wrap(say.Say("explain.differs", "file", f.Differs.File, "why", why), min(style.Column, maxPicture)-4) {
		fmt.Fprintf(w, "  %s\n", line)
	}
}

// shorten returns the finding with all file names shortened by rel, also those in its text.
func shorten(f goout.Finding, rel func(string) string) goout.Finding {
	name := func(file *string) {
		if *file != "" {
			short := rel(*file)
			f.Text = strings.ReplaceAll(f.Text, *file, short)
			*file = short
		}
	}
	name(&f.File)
	f.Accesses = append([]goout.Access(nil), f.Accesses...)
	for i := range f.Accesses {
		name(&f.Accesses[i].File)
		f.Accesses[i].Created = shortPlace(f.Accesses[i].Created, rel)
	}
	f.Goroutines = append([]goout.Goroutine(nil), f.Goroutines...)
	for i := range f.Goroutines {
		name(&f.Goroutines[i].File)
		f.Goroutines[i].Created = shortPlace(f.Goroutines[i].Created, rel)
		if wait := f.Goroutines[i].WaitsFor; wait != nil {
			short := *wait
			short.File = rel(wait.File)
			f.Goroutines[i].WaitsFor = &short
		}
	}
	if f.Differs != nil {
		short := *f.Differs
		short.File = rel(short.File)
		f.Differs = &short
	}
	f.Other = append([]goout.Location(nil), f.Other...)
	for i := range f.Other {
		f.Other[i].File = rel(f.Other[i].File)
	}
	return f
}

func shortPlace(l *goout.Location, rel func(string) string) *goout.Location {
	if l == nil {
		return nil
	}
	short := *l
	short.File = rel(l.File)
	return &short
}
