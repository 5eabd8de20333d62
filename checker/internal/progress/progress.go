// Package progress stores which steps have been passed, in one small JSON file.
//
//	{"version":1,"steps":{"01-race/wait":{"passed":"2026-11-23T10:00:00Z"}}}
//
// The answered questions are among the steps, under ids that no step can have: checkers that know no questions keep them, too. The file
// stores steps by id, so new titles, new tests and new steps do not lose progress. Ids that this version does not
// know stay in the file. The file is not a record for grading, because students can edit it.
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

// Name is the name of the file in the repo's root. Git ignores the file.
const Name = ".checker-progress.json"

const version = 1

// Entry is the progress of one step.
type Entry struct {
	Passed time.Time `json:"passed,omitzero"` // when it was first green
	Hints  int       `json:"hints,omitempty"` // how many hints were taken
}

// Store is the progress in one clone of the repo.
type Store struct {
	path      string
	steps     map[string]Entry
	originals map[string]string // by lesson: the hash of the original that the student's file is based on
	red       string            // the first red step of the latest run
	// Aside is the path to which Open moved a broken progress file, or "".
	Aside string
}

type file struct {
	Version   int               `json:"version"`
	Steps     map[string]Entry  `json:"steps"`
	Originals map[string]string `json:"began,omitempty"`
	Red       string            `json:"red,omitempty"`
}

// Open reads the progress file in root. It returns an empty Store if the file is missing. It never overwrites a broken
// file: it renames the file to a name that contains the time, and sets Store.Aside to that name.
func Open(root string, now time.Time) (*Store, error) {
	s := &Store{path: filepath.Join(root, Name), steps: map[string]Entry{}, originals: map[string]string{}}
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
	if f.Originals != nil {
		s.originals = f.Originals
	}
	s.red = f.Red
	return s, nil
}

// putAside renames the broken file to a name that does not exist yet.
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

// Passed reports whether the step with that id, or with one of its earlier ids, was ever green.
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

// Pass records that the step is green. A later call keeps the time of the first.
func (s *Store) Pass(now time.Time, id string, was ...string) {
	e := s.entry(id, was)
	if e.Passed.IsZero() {
		e.Passed = now.UTC().Truncate(time.Second)
	}
	s.steps[id] = e
}

// TakeHint records one more hint for the step and returns how many were taken.
func (s *Store) TakeHint(id string, was ...string) int {
	e := s.entry(id, was)
	e.Hints++
	s.steps[id] = e
	return e.Hints
}

// Save writes the file. It writes to a temporary name first and then renames, so a kill at any moment leaves
// the complete old file or the complete new one.
func (s *Store) Save() error {
	b, err := json.MarshalIndent(file{version, s.steps, s.originals, s.red}, "", "  ")
	if err != nil {
		return fmt.Errorf("save progress: %w", err)
	}
	if old, err := os.ReadFile(s.path); err == nil && string(old) == string(b)+"\n" {
		return nil
	}
	if err := writeAtomically(s.path, append(b, '\n')); err != nil {
		return fmt.Errorf("save progress: %w", err)
	}
	return nil
}

func writeAtomically(name string, b []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), Name+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the first error is the one to return
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
