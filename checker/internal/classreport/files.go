package classreport

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// The names of what WriteFiles writes.
const (
	GradesFile  = "grades.csv"
	ChangesFile = "changes.csv" // written by WriteChangesFile
	PageFile    = "class.html"
	FeedbackDir = "feedback"
)

// WriteFiles writes grades.csv, class.html and the feedback of each student into dir, which must exist. say is in the instructor's language. Each
// file is replaced as a whole: a reader sees the old one or the new one. Files of students who are not in the class any more stay.
func (c Class) WriteFiles(dir string, say *msg.Printer) error {
	if err := c.writeClass(dir, say); err != nil {
		return err
	}
	return c.writeFeedback(filepath.Join(dir, FeedbackDir), say, func(results.Student) bool { return true })
}

// WriteFilesOf writes the same as WriteFiles, but of the feedback only that of the student with this id.
func (c Class) WriteFilesOf(dir, id string, say *msg.Printer) error {
	if err := c.writeClass(dir, say); err != nil {
		return err
	}
	return c.writeFeedback(filepath.Join(dir, FeedbackDir), say, func(s results.Student) bool { return s.Student == id })
}

// writeClass writes grades.csv and class.html.
func (c Class) writeClass(dir string, say *msg.Printer) error {
	if err := ReplaceFile(filepath.Join(dir, GradesFile), c.WriteCSV); err != nil {
		return err
	}
	return ReplaceFile(filepath.Join(dir, PageFile), func(w io.Writer) error { return c.WritePage(w, say) })
}

// writeFeedback writes the feedback of each student who is wanted in their language, or in the instructor's if the line names no known one.
func (c Class) writeFeedback(dir string, say *msg.Printer, wanted func(results.Student) bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write feedback: %w", err)
	}
	writers := map[string]*feedbackWriter{}
	for i, name := range c.FileNames() {
		if !wanted(c.Students[i]) {
			continue
		}
		if err := c.writeFeedbackOf(filepath.Join(dir, name), c.Students[i], say, writers); err != nil {
			return err
		}
	}
	return nil
}

// writeFeedbackOf writes the feedback of one student into files whose name, without extension, is given.
func (c Class) writeFeedbackOf(name string, s results.Student, say *msg.Printer, writers map[string]*feedbackWriter) error {
	f, err := writerOf(writers, s.Lang, say)
	if err != nil {
		return err
	}
	if err := ReplaceFile(name+".md", func(w io.Writer) error { return c.WriteMarkdown(w, s, f.say) }); err != nil {
		return err
	}
	return ReplaceFile(name+".html", func(w io.Writer) error { return f.write(w, c, s) })
}

// writerOf returns the writer for a language. writers has those that were made before.
func writerOf(writers map[string]*feedbackWriter, lang string, say *msg.Printer) (*feedbackWriter, error) {
	if !msg.Known(lang) {
		lang = say.Lang()
	}
	if f := writers[lang]; f != nil {
		return f, nil
	}
	if lang != say.Lang() {
		say = msg.New(lang)
	}
	f, err := newFeedbackWriter(say)
	writers[lang] = f
	return f, err
}

// WriteChangesFile writes changes.csv into dir, as a whole.
func WriteChangesFile(dir string, changes []Change) error {
	return ReplaceFile(filepath.Join(dir, ChangesFile), func(w io.Writer) error { return WriteChanges(w, changes) })
}

// FileNames returns the name of each student's files, without extension. Who has no id goes by the name, and each of several with the same
// gets a file of their own.
func (c Class) FileNames() []string {
	ids, times := make([]string, len(c.Students)), map[string]int{}
	for i, s := range c.Students {
		id := cmp.Or(s.Student, s.Name)
		if times[id]++; times[id] > 1 {
			id = fmt.Sprintf("%s#%d", id, times[id])
		}
		ids[i] = id
	}
	return fileNames(ids)
}

// ReplaceFile writes a file as a whole: what write writes becomes a file of another name first, which is renamed then. It does not wait for the disk: results.jsonl is what must survive a
// loss of power, and all these files can be made from it again.
func ReplaceFile(name string, write func(w io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(name), err)
	}
	return StreamFile(name, func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err })
}

// StreamFile is ReplaceFile for a file that need not fit into the memory.
func StreamFile(name string, write func(w io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(name), err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the first error is the one to return
			err = fmt.Errorf("write %s: %w", filepath.Base(name), err)
		}
	}()
	w := bufio.NewWriter(f)
	err = errors.Join(write(w), w.Flush())
	if err == nil {
		err = f.Chmod(0o644)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
