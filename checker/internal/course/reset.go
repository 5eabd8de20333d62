package course

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// BackupExt ends the name of what Reset puts aside; no build takes such a file, and git ignores it.
const BackupExt = ".bak"

// Reset puts start in the place of the lesson's file below root. What was there is kept beside it under a name with the time in it,
// whatever it was, and nothing is ever overwritten; backup is that file's path below root, with slashes, or "" where there was none.
func Reset(root string, l Lesson, start []byte, now time.Time) (backup string, err error) {
	name := filepath.Join(root, filepath.FromSlash(l.Path()))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return "", fmt.Errorf("reset %s: %w", l.ID, err)
	}
	aside, err := putAside(name, now)
	if err != nil {
		return "", fmt.Errorf("reset %s: %w", l.ID, err)
	}
	if aside != "" {
		backup = l.Dir() + "/" + filepath.Base(aside)
	}
	if err := writeNew(name, start); err != nil {
		return backup, fmt.Errorf("reset %s: %w", l.ID, err)
	}
	return backup, nil
}

// putAside renames what stands under name, and returns the new name.
func putAside(name string, now time.Time) (string, error) {
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	aside, err := reserve(name + "." + now.Format("20060102-150405"))
	if err != nil {
		return "", err
	}
	if info.IsDir() { // a folder cannot replace the file that holds the name for it
		if err := os.Remove(aside); err != nil {
			return "", err
		}
	}
	if err := os.Rename(name, aside); err != nil {
		_ = os.Remove(aside) // ours, and empty; the error that counts is the first
		return "", err
	}
	return aside, nil
}

// reserve makes an empty file under the first free name that begins with base.
func reserve(base string) (string, error) {
	for i := 1; ; i++ {
		name := base + BackupExt
		if i > 1 {
			name = fmt.Sprintf("%s-%d%s", base, i, BackupExt)
		}
		err := writeNew(name, nil)
		if !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// writeNew writes a file that must not be there yet.
func writeNew(name string, b []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}
