package cli

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// writeLarge writes a report for which the class need not be in the memory: its lines are read one after the other, and what is written goes to a file
// first, which is complete or is not kept.
func (j *reportJob) writeLarge(dir string, scheme *points.Scheme, format reportFormat) error {
	name := filepath.Join(dir, results.FileName)
	index, err := results.OpenIndex(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR):
		return usage(j.say.Say("results.none", "file", safetext.Line(name)))
	case err != nil:
		return j.outError(name, err)
	}
	defer index.Close()
	entries := map[string]results.Entry{}
	var light []results.Student
	for _, e := range index.Students {
		entries[e.Student] = e
		light = append(light, results.Student{Student: e.Student, Name: e.Name, State: e.State})
	}
	j.class = classreport.Class{Course: j.course, Students: inOrder(light), At: now(), Scheme: scheme}
	j.lines = func(visit func(results.Student) error) error {
		return eachOf(j.class.Students, func(s results.Student) error {
			line, err := index.Line(entries[s.Student])
			if err != nil {
				return err
			}
			return visit(points.WithOverrides(j.course, []results.Student{line})[0])
		})
	}
	write := func(w io.Writer) error { return format.class(j, w) }
	if file := j.flags.out; file != "" {
		if err := classreport.StreamFile(file, write); err != nil {
			return j.outError(file, err)
		}
		j.print(j.Stderr, j.say.Say("report.written", "file", safetext.Line(file)))
		return nil
	}
	return j.spool(write)
}

// spool writes to the terminal or the pipe once everything is known.
func (j *reportJob) spool(write func(w io.Writer) error) error {
	f, err := os.CreateTemp("", "report-*")
	if err != nil {
		return j.outError(os.TempDir(), err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	w := bufio.NewWriter(f)
	if err := errors.Join(write(w), w.Flush()); err != nil {
		return j.outError(f.Name(), err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return j.outError(f.Name(), err)
	}
	_, err = io.Copy(j.Stdout, f)
	return err
}

// eachOf calls visit with each student.
func eachOf(students []results.Student, visit func(results.Student) error) error {
	for _, s := range students {
		if err := visit(s); err != nil {
			return err
		}
	}
	return nil
}
