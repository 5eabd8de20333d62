package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// isNew reports whether a folder is missing or empty, so that nothing in it can be overwritten.
func isNew(dir string) bool {
	there, err := os.ReadDir(dir)
	return err == nil && len(there) == 0 || errors.Is(err, fs.ErrNotExist)
}

// writeFolder makes a new folder whole or not at all: write fills another folder beside it, which gets its name then. The folder must be missing or empty.
func writeFolder(out string, write func(dir string) error) error {
	out = filepath.Clean(out)
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(out), ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is gone if all went well
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	if err := write(dir); err != nil {
		return err
	}
	if err := os.Remove(out); err != nil && !errors.Is(err, fs.ErrNotExist) { // it is empty
		return err
	}
	return os.Rename(dir, out)
}
