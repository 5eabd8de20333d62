package results

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// FileName is the name of the file in the folder that --out names.
const FileName = "results.jsonl"

// maxLine is the longest line that Read accepts. Findings and explanations are bounded, so a longer one is no result.
const maxLine = 16 << 20

// ErrLocked is the error for a file that another process writes.
var ErrLocked = errors.New("another process writes it")

// LineError is the error for a line that is no result.
type LineError struct {
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the reason.
func (e *LineError) Unwrap() error { return e.Err }

// VersionError is the error for a line that another version of the checker has written.
type VersionError struct{ Version int }

func (e *VersionError) Error() string { return fmt.Sprintf("version %d of the results", e.Version) }

// Read returns all lines of a file, in its order. A last line without its end was cut off when the writer was killed, and is left out: it was
// not finished. Any other line that is no result is a *LineError.
func Read(r io.Reader) ([]Student, error) {
	var all []Student
	err := Each(r, func(s Student, _ Span) error {
		all = append(all, s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// readLine returns a line without its end, or io.EOF where no whole line follows.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return bytes.TrimRight(line, "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(line) > maxLine:
			return nil, fmt.Errorf("longer than %d bytes", maxLine)
		}
	}
}

// Last returns the last line of each student, in the order in which the students first appear.
func Last(all []Student) []Student {
	at := map[string]int{}
	var out []Student
	for _, s := range all {
		if i, seen := at[s.Student]; seen {
			out[i] = s
			continue
		}
		at[s.Student] = len(out)
		out = append(out, s)
	}
	return out
}

// File is a file of results that is written. Only one goroutine may use it.
type File struct{ f *os.File }

// Open opens the file for appending, creates it if it is missing, and returns the lines in it. The rest of a line that was cut off is removed.
// Another process must not have the file open at the same time: then the error is ErrLocked.
func Open(path string) (*File, []Student, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, nil, err
	}
	all, err := []Student(nil), lock(f)
	if err == nil {
		all, err = Read(f)
	}
	if err == nil {
		err = cutTail(f)
	}
	if err != nil {
		_ = f.Close() // the first error counts
		return nil, nil, err
	}
	return &File{f}, all, nil
}

// cutTail removes what follows the last line end, and goes to the file's end.
func cutTail(f *os.File) error {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	end, block := size, make([]byte, 1<<16)
	for end > 0 {
		n := min(int64(len(block)), end)
		if _, err := f.ReadAt(block[:n], end-n); err != nil {
			return err
		}
		if i := bytes.LastIndexByte(block[:n], '\n'); i >= 0 {
			end += int64(i) + 1 - n
			break
		}
		end -= n
	}
	if end == size {
		return nil
	}
	if err := f.Truncate(end); err != nil {
		return err
	}
	_, err = f.Seek(end, io.SeekStart)
	return err
}

// Append writes one line, and waits until the disk has it. After an error the file ends with the line before.
func (f *File) Append(s Student) error {
	s.Version = Version
	line, err := json.Marshal(s)
	if err != nil {
		return err
	}
	at, err := f.f.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	if _, err = f.f.Write(append(line, '\n')); err == nil {
		err = f.f.Sync()
	}
	if err == nil {
		return nil
	}
	if cut := f.f.Truncate(at); cut == nil {
		_, _ = f.f.Seek(at, io.SeekStart) // the next Append fails if this did
	}
	return err
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }
