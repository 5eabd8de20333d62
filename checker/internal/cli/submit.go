package cli

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
)

// submitDoc is the JSON of `checker submit`.
type submitDoc struct {
	Version int      `json:"version"`
	File    string   `json:"file"`    // the zip's name; "" if a file was refused, because then no zip is written
	Files   []string `json:"files"`   // the files in the zip
	Refused []string `json:"refused"` // one sentence for each fault
}

func (a *app) submitCommand() *cobra.Command {
	var out string
	c := a.command("submit [LESSON]...", func(c *cobra.Command, names []string) error {
		choices, err := a.choose(names)
		if err != nil {
			return err
		}
		root, err := a.repo()
		if err != nil {
			return err
		}
		if out == "" {
			out = filepath.Join(root, "submission-"+now().Format("20060102-150405")+".zip")
		}
		return a.submit(c.Context(), root, choices, out)
	})
	c.Flags().StringVar(&out, "out", "", a.say.Say("flag.submit-out"))
	return c
}

// submit packs the student's files into a zip, if grading accepts all of them. Red steps do not prevent a submission.
func (a *app) submit(ctx context.Context, root string, choices []course.Choice, out string) error {
	if _, err := os.Lstat(out); err == nil { // checked before the files are compiled, because that takes long
		return usage(a.say.Say("submit.exists", "file", out))
	}
	files, refused, err := a.readSubmission(ctx, root, choices)
	if err != nil {
		return err
	}
	doc := submitDoc{Version: 1, Files: []string{}, Refused: append([]string{}, refused...)}
	if len(refused) == 0 {
		err := writeZip(out, files, now())
		switch {
		case errors.Is(err, fs.ErrExist):
			return usage(a.say.Say("submit.exists", "file", out))
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
			return usage(a.say.Say("submit.unwritable", "file", out, "error", err.Error()))
		case err != nil:
			return err
		}
		doc.File = out
		for _, f := range files {
			doc.Files = append(doc.Files, f.name)
		}
	}
	if a.json {
		if err := a.writeJSON(doc); err != nil {
			return err
		}
	} else {
		a.showSubmit(doc)
	}
	if len(refused) > 0 {
		return errRed
	}
	return nil
}

// submittedFile is a file of the submission: its name in the zip and its content.
type submittedFile struct {
	name string
	src  []byte
}

// readSubmission reads the files and returns why grading does not accept them. It checks the content first, and then compiles the files. It
// compiles the same content that submit packs, even if the student saves a file in the meantime.
func (a *app) readSubmission(ctx context.Context, root string, choices []course.Choice) (files []submittedFile, refused []string, err error) {
	b, err := a.builder(root)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	var sources []gotest.Source
	for _, c := range choices {
		src, fault := course.ReadStudent(root, c.Lesson)
		if fault != nil {
			refused = append(refused, report.FileWords(fault, c.Lesson.Path(), a.say))
			continue
		}
		if no := course.Refusals(src); len(no) > 0 {
			for _, r := range no {
				refused = append(refused, report.RefusalWords(r, c.Lesson.Path(), a.say))
			}
			continue
		}
		copied, err := b.Write(c.Lesson.File, src)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, submittedFile{c.Lesson.Path(), src})
		sources = append(sources, gotest.Source{Lesson: c.Lesson, File: copied})
	}
	a.print(a.Stderr, a.say.Say("submit.checking"))
	failed, err := b.Vet(ctx, sources)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range sources {
		if f := failed[s.Lesson.ID]; f != nil {
			refused = append(refused, report.BuildWords(outcome.Lesson{Lesson: s.Lesson, Build: f}, a.say, os.DirFS(root))...)
		}
	}
	return files, refused, nil
}

func (a *app) showSubmit(doc submitDoc) {
	if len(doc.Refused) > 0 {
		for _, text := range doc.Refused {
			a.print(a.Stdout, text)
		}
		a.print(a.Stdout, a.say.Say("submit.refused"))
		return
	}
	a.print(a.Stdout, a.say.Say("submit.done", "file", doc.File))
	for _, name := range doc.Files {
		fmt.Fprintf(a.Stdout, "    %s\n", name)
	}
}

// writeZip writes a zip to a name that must not exist yet. It writes to a temporary name first, so that the zip is either complete or absent.
func writeZip(name string, files []submittedFile, at time.Time) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".submission-*")
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // after a rename, the file no longer exists
	z := zip.NewWriter(f)
	for _, in := range files {
		w, e := z.CreateHeader(&zip.FileHeader{Name: in.name, Method: zip.Deflate, Modified: at})
		if e == nil {
			_, e = w.Write(in.src)
		}
		err = errors.Join(err, e)
	}
	if err = errors.Join(err, z.Close(), f.Chmod(0o644), f.Close()); err == nil {
		err = renameNew(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	return nil
}

// renameNew renames a file to a name that must not exist yet. The check is atomic on file systems with hard links, and not on others.
func renameNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}
