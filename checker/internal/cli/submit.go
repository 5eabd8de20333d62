package cli

import (
	"archive/zip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/report"
)

// submitDoc is the JSON of `checker submit`.
type submitDoc struct {
	Version int      `json:"version"`
	File    string   `json:"file"`
	Files   []string `json:"files"` // what is in it
	Refused []string `json:"refused"`
}

func (a *app) submitCommand() *cobra.Command {
	var out string
	c := a.command("submit [LESSON]...", func(_ *cobra.Command, names []string) error {
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
		return a.submit(root, choices, out)
	})
	c.Flags().StringVar(&out, "out", "", a.say.Say("flag.submit-out"))
	return c
}

// submit packs the files that students edit, if each of them is one that grading takes. Red steps do not hinder.
func (a *app) submit(root string, choices []course.Choice, out string) error {
	doc := submitDoc{Version: 1, File: out, Files: []string{}, Refused: []string{}}
	sources := map[string][]byte{}
	for _, c := range choices {
		src, err := course.ReadStudent(root, c.Lesson)
		if err != nil {
			doc.Refused = append(doc.Refused, report.FileWords(err, c.Lesson.Path(), a.say))
			continue
		}
		doc.Files = append(doc.Files, c.Lesson.Path())
		sources[c.Lesson.Path()] = src
	}
	if len(doc.Refused) == 0 {
		err := writeZip(out, doc.Files, sources, now())
		switch {
		case errors.Is(err, fs.ErrExist):
			return usage(a.say.Say("submit.exists", "file", out))
		case err != nil:
			return err
		}
	}
	if a.json {
		if err := a.writeJSON(doc); err != nil {
			return err
		}
	} else {
		a.showSubmit(doc)
	}
	if len(doc.Refused) > 0 {
		return errRed
	}
	return nil
}

func (a *app) showSubmit(doc submitDoc) {
	if len(doc.Refused) > 0 {
		for _, text := range doc.Refused {
			fmt.Fprintln(a.Stdout, text)
		}
		fmt.Fprintln(a.Stdout, a.say.Say("submit.refused"))
		return
	}
	fmt.Fprintln(a.Stdout, a.say.Say("submit.done", "file", doc.File))
	for _, name := range doc.Files {
		fmt.Fprintf(a.Stdout, "    %s\n", name)
	}
}

// writeZip writes a zip that must not be there yet; a broken one is removed again.
func writeZip(name string, files []string, sources map[string][]byte, at time.Time) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	z := zip.NewWriter(f)
	for _, name := range files {
		w, e := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if e == nil {
			_, e = w.Write(sources[name])
		}
		err = errors.Join(err, e)
	}
	if err = errors.Join(err, z.Close(), f.Close()); err != nil {
		_ = os.Remove(name) // the error that counts is the first
		return fmt.Errorf("submit: %w", err)
	}
	return nil
}
