package report

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
)

// buildFindings tells why a lesson could not be run at all.
func buildFindings(l outcome.Lesson, say *msg.Printer, src fs.FS) []goout.Finding {
	var refused *gotest.RefusedError
	if errors.As(l.Build.Err, &refused) {
		return []goout.Finding{{
			Kind: goout.KindRefused, File: l.Lesson.File, Line: refused.Line, Text: withoutPlace(RefusalWords(refused.Refusal, l.Lesson.Path(), say)),
		}}
	}
	if l.Build.Err != nil {
		return []goout.Finding{{Kind: goout.KindBuild, File: l.Lesson.File, Text: FileWords(l.Build.Err, l.Lesson.Path(), say)}}
	}
	found, _ := goout.Read(bytes.NewReader(l.Build.Output)) // a bytes.Reader does not fail
	found = blame.ExplainAll(found, src)
	if len(found) == 0 {
		found = []goout.Finding{{Kind: goout.Kind(l.Build.Kind), Text: strings.TrimSpace(string(l.Build.Output))}}
	}
	for i := range found {
		found[i].Kind = goout.Kind(l.Build.Kind)
		localise(&found[i], l.Lesson.Dir())
		if m := importedName.FindStringSubmatch(found[i].Message); m != nil {
			found[i].Text = say.Say("finding.import-name", "name", m[1])
		}
		if found[i].Text == "" {
			found[i].Text = words(found[i], say)
		}
	}
	return found
}

// importedName is what the compiler says of a name that the student has given to something, and one of the lesson's tests imports a package under it
// (cmd/compile, types2, resolver.go).
var importedName = regexp.MustCompile(`^(\w+) already declared through import of package`)

// BuildWords says why a lesson does not compile, one text a fault, each with its place: lessons/01-race/tally.go:20:3: what is wrong.
func BuildWords(l outcome.Lesson, say *msg.Printer, src fs.FS) []string {
	var out []string
	for _, f := range buildFindings(l, say, src) {
		text := f.Text
		if f.File != "" && f.Line > 0 {
			place := fmt.Sprintf("%s/%s:%d", l.Lesson.Dir(), path.Base(f.File), f.Line)
			if f.Column > 0 {
				place += fmt.Sprintf(":%d", f.Column)
			}
			text = place + ": " + text
		}
		out = append(out, text)
	}
	return out
}

// FileWords says what is wrong with a student's file that could not even be read.
func FileWords(err error, file string, say *msg.Printer) string {
	for _, known := range []struct {
		err error
		key string
	}{
		{course.ErrMissing, "file.missing"},
		{course.ErrNotRegular, "file.not-regular"},
		{course.ErrTooLarge, "file.too-large"},
		{course.ErrEmpty, "file.empty"},
		{course.ErrNotUTF8, "file.not-utf8"},
		{course.ErrPackage, "file.package"},
	} {
		if errors.Is(err, known.err) {
			return say.Say(known.key, "file", file, "error", err.Error())
		}
	}
	return say.Say("file.unreadable", "file", file, "error", err.Error())
}

// localise names the files of the lesson as the student does: tally.go, not a path of this machine.
func localise(f *goout.Finding, dir string) {
	f.File = local(f.File, dir)
	place := func(l *goout.Location) {
		if l != nil {
			l.File = local(l.File, dir)
		}
	}
	place(f.Created)
	for i := range f.Other {
		place(&f.Other[i])
	}
	for i := range f.Accesses {
		f.Accesses[i].File = local(f.Accesses[i].File, dir)
		place(f.Accesses[i].Created)
	}
	for i := range f.Trace {
		f.Trace[i].File = local(f.Trace[i].File, dir)
	}
	for i := range f.Goroutines {
		f.Goroutines[i].File = local(f.Goroutines[i].File, dir)
		place(f.Goroutines[i].Created)
		if wait := f.Goroutines[i].WaitsFor; wait != nil {
			wait.File = local(wait.File, dir)
		}
	}
}

func local(file, dir string) string {
	slashed := strings.ReplaceAll(file, `\`, "/")
	if strings.HasSuffix("/"+path.Dir(slashed), "/"+dir) {
		return path.Base(slashed)
	}
	return file
}
