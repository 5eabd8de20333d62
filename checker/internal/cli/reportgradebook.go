package cli

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// maxGradebook is the largest size in bytes of a gradebook's file.
const maxGradebook = 64 << 20

// readGradebook returns the gradebook's own file, or nil if the flag names none.
func (a *app) readGradebook(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, usage(a.say.Say("gradebook.unreadable", "file", safetext.Line(name), "error", report.ErrorWords(err, a.say)))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxGradebook+1))
	if len(text) > maxGradebook {
		return nil, usage(a.say.Say("gradebook.large", "file", safetext.Line(name), "max", maxGradebook>>20))
	}
	if err != nil {
		return nil, usage(a.say.Say("gradebook.unreadable", "file", safetext.Line(name), "error", report.ErrorWords(err, a.say)))
	}
	return append([]byte{}, text...), nil // an empty file is a file
}

func (j *reportJob) options() gradebook.Options {
	return gradebook.Options{Assignment: j.flags.assignment, Overwrite: j.flags.overwrite}
}

func (j *reportJob) canvas(w io.Writer) error {
	filled, err := gradebook.Canvas(w, j.class, j.export, j.options())
	j.filled = &filled
	return err
}

func (j *reportJob) moodle(w io.Writer) error {
	comment := func(s results.Student) string { return j.class.Comment(s, j.printerOf(s.Lang)) }
	filled, err := gradebook.Moodle(w, j.class, j.export, comment, j.options())
	j.filled = &filled
	return err
}

func (j *reportJob) moodleFeedback(w io.Writer) error {
	filled, err := gradebook.MoodleFeedback(w, j.class, j.export, j.printerOf)
	j.filled = &filled
	return err
}

func (j *reportJob) canvasFeedback(w io.Writer) error {
	filled, err := gradebook.CanvasFeedback(w, j.class, j.printerOf)
	j.filled = &filled
	return err
}

// showFilled says what was written into the gradebook, and what was not.
func (j *reportJob) showFilled() {
	if j.filled == nil {
		return
	}
	list := func(key string, names []string) {
		if len(names) == 0 {
			return
		}
		shown := names[:min(len(names), maxNames)]
		text := safetext.Line(strings.Join(shown, ", "))
		if more := len(names) - len(shown); more > 0 {
			text += " " + j.say.Say("classreport.more", "count", more)
		}
		j.print(j.Stderr, j.say.Say(key, "count", len(names), "names", text))
	}
	j.print(j.Stderr, j.say.Say("filled.written", "count", j.filled.Written))
	var kept []string
	for _, k := range j.filled.Kept {
		text := k.Student + " " + k.Has
		if k.Ours != "" {
			text = j.say.Say("filled.kept-one", "id", k.Student, "has", k.Has, "ours", k.Ours)
		}
		kept = append(kept, text)
	}
	list("filled.kept", kept)
	list("filled.no-grade", j.filled.NoGrade)
	list("filled.no-number", j.filled.NoNumber)
	list("filled.no-row", j.filled.NoRow)
	list("filled.no-line", j.filled.NoLine)
}

// maxNames is how many students are named for one reason.
const maxNames = 10

// writeStudents writes one student's report, or one for each student into a folder.
func (j *reportJob) writeStudents(f reportFormat) error {
	if id := j.flags.student; id != "" {
		i := slices.IndexFunc(j.class.Students, func(s results.Student) bool { return s.Student == id })
		if i < 0 {
			return j.noStudent(j.class.Students, id)
		}
		return j.writeOut(j.flags.out, func(w io.Writer) error { return f.student(j, w, j.class.Students[i]) })
	}
	files, open, err := j.studentFiles(f)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(j.flags.out, 0o755); err != nil {
		return j.outError(j.flags.out, err)
	}
	names := j.class.FileNames()
	for i, text := range files {
		if text == nil {
			continue
		}
		name := filepath.Join(j.flags.out, names[i]+".json")
		if err := classreport.ReplaceFile(name, func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
			return j.outError(name, err)
		}
	}
	j.filled = &gradebook.Filled{Written: len(files) - len(open), NoGrade: open}
	j.showFilled()
	j.print(j.Stderr, j.say.Say("report.written", "file", safetext.Line(j.flags.out)))
	return nil
}

// studentFiles returns the report of each student, nil for those without a verdict, and the ids of the latter.
func (j *reportJob) studentFiles(f reportFormat) (files [][]byte, open []string, err error) {
	for _, s := range j.class.Students {
		var text bytes.Buffer
		err := f.student(j, &text, s)
		var wrong *gradebook.Error
		switch {
		case errors.As(err, &wrong) && wrong.Why == gradebook.WhyNoVerdict:
			files, open = append(files, nil), append(open, s.Student)
		case err != nil:
			return nil, nil, j.gradebookError(err)
		default:
			files = append(files, text.Bytes())
		}
	}
	return files, open, nil
}

// keyFile is the file in the folder of the results from which the tokens of --anonymous are made.
const keyFile = "anonymous.key"

// anonymous returns the lines under tokens that are the same each time for this folder.
func (a *app) anonymous(dir string, lines []results.Student) ([]results.Student, error) {
	name := filepath.Join(dir, keyFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		text = make([]byte, gradebook.KeyLength)
		_, _ = rand.Read(text) // never fails
		text = hex.AppendEncode(nil, text)
		err = writeNew(name, text)
	}
	if err != nil {
		return nil, a.outError(name, err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != gradebook.KeyLength {
		return nil, usage(a.say.Say("report.key", "file", safetext.Line(name)))
	}
	return gradebook.Anonymous(lines, key)
}

// writeNew writes a file that must not exist and that only its owner may read.
func writeNew(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
