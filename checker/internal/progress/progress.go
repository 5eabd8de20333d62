// Package progress keeps which steps have been passed so far, in one small JSON file.
//
//	{"version":1,"steps":{"01-race/wait":{"passed":"2026-11-23T10:00:00Z"}}}
//
// Steps are kept by id, so new titles, new tests and new steps lose nothing, and ids that this version does not
// know stay in the file. It is not a record for grading: a student may write what they like into it.
package progress

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Name is the file's name in the repo's root; git ignores it.
const Name = ".checker-progress.json"

const version = 1

// Entry is what is known of one step.
type Entry struct {
	Passed time.Time `json:"passed,omitzero"` // when it was first green
	Hints  int       `json:"hints,omitempty"` // how many hints were taken
}

// Store is the progress of one clone.
type Store struct {
	path  string
	steps map[string]Entry
	began map[string]string // by lesson: which original the student's file stems from
	// Aside is where a file that could not be read was moved to, or "".
	Aside string
}

type file struct {
	Version int               `json:"version"`
	Steps   map[string]Entry  `json:"steps"`
	Began   map[string]string `json:"began,omitempty"`
}

// Open reads the progress below root. A missing file is an empty Store. A broken one is moved aside under a
// name with the time in it, never overwritten, and Store.Aside says where it is.
func Open(root string, now time.Time) (*Store, error) {
	s := &Store{path: filepath.Join(root, Name), steps: map[string]Entry{}, began: map[string]string{}}
	b, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read progress: %w", err)
	}
	var f file
	if err := json.Unmarshal(b, &f); err != nil || f.Version != version {
		return s, s.putAside(now)
	}
	if f.Steps != nil {
		s.steps = f.Steps
	}
	if f.Began != nil {
		s.began = f.Began
	}
	return s, nil
}

// putAside renames the broken file to a name that is free.
func (s *Store) putAside(now time.Time) error {
	base := s.path + ".broken-" + now.UTC().Format("20060102-150405")
	name := base
	for i := 2; ; i++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s-%d", base, i)
	}
	if err := os.Rename(s.path, name); err != nil {
		return fmt.Errorf("put broken progress aside: %w", err)
	}
	s.Aside = name
	return nil
}

// Passed reports whether a step of that id, or of one of its earlier ids, was ever green.
func (s *Store) Passed(id string, was ...string) bool {
	return !s.entry(id, was).Passed.IsZero()
}

// Hints returns how many hints were taken for the step.
func (s *Store) Hints(id string, was ...string) int { return s.entry(id, was).Hints }

func (s *Store) entry(id string, was []string) Entry {
	if e, ok := s.steps[id]; ok {
		return e
	}
	for _, old := range was {
		if e, ok := s.steps[old]; ok {
			return e
		}
	}
	return Entry{}
}

// Pass notes that the step is green now; the first time counts.
func (s *Store) Pass(now time.Time, id string, was ...string) {
	e := s.entry(id, was)
	if e.Passed.IsZero() {
		e.Passed = now.UTC().Truncate(time.Second)
	}
	s.steps[id] = e
}

// TakeHint notes one more hint taken for the step and returns how many it were.
func (s *Store) TakeHint(id string, was ...string) int {
	e := s.entry(id, was)
	e.Hints++
	s.steps[id] = e
	return e.Hints
}

// Save writes the file as a whole: another name first, then a rename, so that a kill at any moment leaves
// the old file or the new one.
func (s *Store) Save() error {
	b, err := json.MarshalIndent(file{version, s.steps, s.began}, "", "  ")
	if err != nil {
		return fmt.Errorf("save progress: %w", err)
	}
	if old, err := os.ReadFile(s.path); err == nil && string(old) == string(b)+"\n" {
		return nil
	}
	if err := replace(s.path, append(b, '\n')); err != nil {
		return fmt.Errorf("save progress: %w", err)
	}
	return nil
}

func replace(name string, b []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), Name+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the error that counts is the first
		}
	}()
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
