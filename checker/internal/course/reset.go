package course

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// BackupExt is the extension of the backups that Reset makes. No build uses such a file, and git ignores it.
const BackupExt = ".bak"

// Reset replaces the lesson's file below root with start. It first renames what has the file's name to a backup beside it, whether that is
// a file, a link or a folder. The backup's name contains the time, and no existing backup is overwritten. Reset returns the path of the
// backup below root, with slashes, or "" if there was nothing to keep.
func Reset(root string, l Lesson, start []byte, now time.Time) (backup string, err error) {
	name := filepath.Join(root, filepath.FromSlash(l.Path()))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return "", fmt.Errorf("reset %s: %w", l.ID, err)
	}
	aside, err := moveAside(name, now)
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

// moveAside renames what is at name to a backup, and returns the backup's path. It returns "" if nothing is there.
func moveAside(name string, now time.Time) (string, error) {
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
	if info.IsDir() { // a folder cannot be renamed to the reserved file
		if err := os.Remove(aside); err != nil {
			return "", err
		}
	}
	if err := os.Rename(name, aside); err != nil {
		_ = os.Remove(aside) // the reserved file is empty; only the first error matters
		return "", err
	}
	return aside, nil
}

// reserve creates an empty file whose name is the first free one that begins with base, and returns its path.
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

// writeNew writes a new file. It fails if the file exists.
func writeNew(name string, b []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}
