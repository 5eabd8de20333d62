package report

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
)

// buildFindings returns the findings that explain why a lesson was not built.
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
	slices.SortStableFunc(found, func(a, b goout.Finding) int { return inStudentFile(b, l) - inStudentFile(a, l) })
	for i := range found {
		found[i].Kind = goout.Kind(l.Build.Kind)
		relativize(&found[i], l.Lesson.Dir())
		if m := importedName.FindStringSubmatch(found[i].Message); m != nil {
			found[i].Text = say.Say("finding.import-name", "name", m[1])
		}
		if found[i].Text == "" {
			found[i].Text = words(found[i], say)
		}
	}
	return found
}

// inStudentFile returns 1 for a finding in the student's file, else 0. What is wrong there comes first: other files only use it.
func inStudentFile(f goout.Finding, l outcome.Lesson) int {
	if path.Base(f.File) == l.Lesson.File {
		return 1
	}
	return 0
}

// importedName matches the compiler's error for a student's declaration that has the name of a package that one of the lesson's tests imports.
// The text is in cmd/compile/internal/types2/resolver.go.
var importedName = regexp.MustCompile(`^(\w+) already declared through import of package`)

// BuildWords returns one text for each error of a lesson that does not compile, in the form lessons/01-race/tally.go:20:3: what is wrong.
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

// FileWords returns a sentence that says why the checker did not accept a student's file.
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

// relativize removes the lesson's folder from all file names of a finding: tally.go instead of a path of this machine.
func relativize(f *goout.Finding, dir string) {
	f.File = relativePath(f.File, dir)
	place := func(l *goout.Location) {
		if l != nil {
			l.File = relativePath(l.File, dir)
		}
	}
	place(f.Created)
	for i := range f.Other {
		place(&f.Other[i])
	}
	for i := range f.Accesses {
		f.Accesses[i].File = relativePath(f.Accesses[i].File, dir)
		place(f.Accesses[i].Created)
	}
	for i := range f.Trace {
		f.Trace[i].File = relativePath(f.Trace[i].File, dir)
	}
	for i := range f.Goroutines {
		f.Goroutines[i].File = relativePath(f.Goroutines[i].File, dir)
		place(f.Goroutines[i].Created)
		if wait := f.Goroutines[i].WaitsFor; wait != nil {
			wait.File = relativePath(wait.File, dir)
		}
	}
}

// relativePath returns the base name of a file in dir, and the unchanged name of any other file.
func relativePath(file, dir string) string {
	slashed := strings.ReplaceAll(file, `\`, "/")
	if strings.HasSuffix("/"+path.Dir(slashed), "/"+dir) {
		return path.Base(slashed)
	}
	return file
}
