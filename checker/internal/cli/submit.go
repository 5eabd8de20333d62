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
	File    string   `json:"file"`    // "" when something was refused: then nothing was written
	Files   []string `json:"files"`   // what is in it
	Refused []string `json:"refused"` // why, in words, one a fault
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

// submit packs the files that students edit, if each of them is one that grading takes. Red steps do not hinder.
func (a *app) submit(ctx context.Context, root string, choices []course.Choice, out string) error {
	if _, err := os.Lstat(out); err == nil { // said before the files are compiled, not after
		return usage(a.say.Say("submit.exists", "file", out))
	}
	files, refused, err := a.gradable(ctx, root, choices)
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

// handIn is a file to hand in: its name in the zip, and its content.
type handIn struct {
	name string
	src  []byte
}

// gradable reads the files and tells why grading would not take them: first what can be read off a file, then whether it compiles. What
// is compiled is the very content that is packed, whatever is saved meanwhile.
func (a *app) gradable(ctx context.Context, root string, choices []course.Choice) (files []handIn, refused []string, err error) {
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
		files = append(files, handIn{c.Lesson.Path(), src})
		sources = append(sources, gotest.Source{Lesson: c.Lesson, File: copied})
	}
	a.tell(a.Stderr, a.say.Say("submit.checking"))
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
			a.tell(a.Stdout, text)
		}
		a.tell(a.Stdout, a.say.Say("submit.refused"))
		return
	}
	a.tell(a.Stdout, a.say.Say("submit.done", "file", doc.File))
	for _, name := range doc.Files {
		fmt.Fprintf(a.Stdout, "    %s\n", name)
	}
}

// writeZip writes a zip under a name that must be free. It is written under another one first, so that there is a whole zip or none.
func writeZip(name string, files []handIn, at time.Time) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".submission-*")
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where it was renamed
	z := zip.NewWriter(f)
	for _, in := range files {
		w, e := z.CreateHeader(&zip.FileHeader{Name: in.name, Method: zip.Deflate, Modified: at})
		if e == nil {
			_, e = w.Write(in.src)
		}
		err = errors.Join(err, e)
	}
	if err = errors.Join(err, z.Close(), f.Chmod(0o644), f.Close()); err == nil {
		err = putNew(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	return nil
}

// putNew gives a file another name, which must be free. Where the file system has hard links that is one step; elsewhere it looks first.
func putNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}
