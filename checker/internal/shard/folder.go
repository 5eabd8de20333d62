package shard

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/results"
)

// Folder is the results of one shard. Their lines stay on the disk.
type Folder struct {
	Dir    string
	Record Record
	lines  map[string]results.Span // by student, the last line
}

// OpenFolder reads where the lines of a shard stand. Its error is a *Problem that names the folder, or an error of the file system.
func OpenFolder(dir string) (*Folder, error) {
	r, err := ReadRecord(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{dir, r, map[string]results.Span{}}
	if err := f.index(); err != nil {
		return nil, err
	}
	if !r.Finished {
		return nil, &Problem{Why: WhyUnfinished, What: dir, Values: [2]string{r.Shard().String()}, Number: len(f.lines)}
	}
	for _, p := range r.Students {
		if _, ok := f.lines[p.Student]; !ok {
			return nil, &Problem{Why: WhyNoLine, What: dir, Other: p.Student}
		}
	}
	return f, nil
}

func (f *Folder) file() string { return filepath.Join(f.Dir, results.FileName) }

// index finds the last line of each student.
func (f *Folder) index() error {
	in, err := os.Open(f.file())
	if errors.Is(err, fs.ErrNotExist) {
		return &Problem{Why: WhyNoRecord, What: f.Dir}
	}
	if err != nil {
		return err
	}
	defer in.Close()
	err = results.Each(in, func(s results.Student, where results.Span) error {
		f.lines[s.Student] = where
		return nil
	})
	var line *results.LineError
	if errors.As(err, &line) {
		return &Problem{Why: WhyDamaged, What: f.file(), Number: line.Line}
	}
	return err
}

// line returns a student's line as it stands in the file.
func (f *Folder) line(student string) ([]byte, error) {
	in, err := os.Open(f.file()) // for each line anew: there may be more shards than files that a process may have open
	if err != nil {
		return nil, err
	}
	defer in.Close()
	where := f.lines[student]
	line := make([]byte, where.Length)
	_, err = in.ReadAt(line, where.At)
	return line, err
}
