package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/internal/submission"
)

// writeZip writes a submission to a name that must not exist yet. A name that cannot be used is a usage error.
func (a *app) writeZip(name string, s *submission.Submission) error {
	err := writeNewZip(name, s)
	switch {
	case errors.Is(err, fs.ErrExist):
		return usage(a.say.Say("submit.exists", "file", name))
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return usage(a.say.Say("submit.unwritable", "file", name, "error", err.Error()))
	}
	return err
}

// writeNewZip writes to a temporary name first, so that the zip is either complete or absent.
func writeNewZip(name string, s *submission.Submission) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".submission-*")
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // after a rename, the file no longer exists
	if err = errors.Join(s.Write(f), f.Chmod(0o644), f.Close()); err == nil {
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
