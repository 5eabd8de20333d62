package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// checkOut returns a usage error for a folder that cannot take the class's results: one with other things in it, or with results of another
// class or version. It changes nothing.
func (a *app) checkOut(out string, class *intake.Class, part *gradeShard) error {
	name := filepath.Join(out, results.FileName)
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if there, err := os.ReadDir(out); err == nil && slices.ContainsFunc(there, func(e fs.DirEntry) bool { return e.Name() != points.FileName }) {
			return usage(a.say.Say("grade.out-full", "dir", safetext.Line(out)))
		}
		return nil
	case err != nil:
		return a.outError(out, err)
	}
	defer f.Close()
	all, err := results.Read(f)
	if err != nil {
		return a.outError(name, err)
	}
	return a.checkLines(out, results.Last(all), class, part)
}

// checkLines returns a usage error if the lines in the folder belong to another class or to an unsharded one.
func (a *app) checkLines(out string, lines []results.Student, class *intake.Class, part *gradeShard) error {
	known := func(s results.Student) bool {
		return slices.ContainsFunc(class.Students, func(c intake.Student) bool { return grade.IDOf(c) == s.Student })
	}
	switch {
	case len(lines) > 0 && !slices.ContainsFunc(lines, known):
		return usage(a.say.Say("grade.out-other", "dir", safetext.Line(out)))
	case len(lines) > 0 && part != nil && part.before.Version == 0:
		return usage(a.say.Say("shard.unsharded", "dir", safetext.Line(out), "asked", part.shard.String()))
	}
	return nil
}

// openResults opens the file of results in the folder, which is made if it is missing, and returns the last line of each student.
func (a *app) openResults(out string, class *intake.Class, part *gradeShard) (*results.File, []results.Student, error) {
	name := filepath.Join(out, results.FileName)
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, nil, a.outError(out, err)
	}
	file, all, err := results.Open(name)
	if err != nil {
		return nil, nil, a.outError(name, err)
	}
	before := results.Last(all)
	if err := a.checkLines(out, before, class, part); err != nil { // another process may have written since checkOut
		_ = file.Close() // nothing was written
		return nil, nil, err
	}
	return file, before, nil
}

// outError returns the error about the folder of results or its file.
func (a *app) outError(name string, err error) error {
	var line *results.LineError
	var version *results.VersionError
	switch {
	case errors.As(err, &version):
		return usage(a.say.Say("grade.out-version", "file", safetext.Line(name), "version", version.Version))
	case errors.As(err, &line):
		return usage(a.say.Say("grade.out-damaged", "file", safetext.Line(name), "line", line.Line, "error", report.ErrorWords(line.Err, a.say)))
	case errors.Is(err, results.ErrLocked):
		return usage(a.say.Say("grade.out-locked", "file", safetext.Line(name)))
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		name = path.Path
	}
	a.print(a.Stderr, a.say.Say("grade.out-error", "name", safetext.Line(name), "error", report.ErrorWords(err, a.say)))
	return exitCode(exitMachine)
}
