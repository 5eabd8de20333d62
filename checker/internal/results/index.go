package results

import (
	"encoding/json"
	"io"
	"os"
)

// Index is a file of results of which the last line of each student can be read, one after the other, so that a class may be larger than the memory.
type Index struct {
	Students []Entry // in the order in which they first appear
	f        *os.File
}

// Entry is what an Index keeps of a student.
type Entry struct {
	Student, Name string
	State         State
	at            Span
}

// OpenIndex reads a file once. Its errors are Read's and the file system's.
func OpenIndex(path string) (*Index, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	x := &Index{f: f}
	place := map[string]int{}
	err = Each(f, func(s Student, at Span) error {
		i, seen := place[s.Student]
		if !seen {
			i = len(x.Students)
			place[s.Student] = i
			x.Students = append(x.Students, Entry{})
		}
		x.Students[i] = Entry{s.Student, s.Name, s.State, at}
		return nil
	})
	if err != nil {
		_ = f.Close() // the first error counts
		return nil, err
	}
	return x, nil
}

// Line returns the last line of a student.
func (x *Index) Line(e Entry) (Student, error) {
	var s Student
	line, err := io.ReadAll(io.NewSectionReader(x.f, e.at.At, e.at.Length))
	if err == nil {
		err = json.Unmarshal(line, &s)
	}
	return s, err
}

// Close closes the file.
func (x *Index) Close() error { return x.f.Close() }
