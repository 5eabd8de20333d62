// Package scratch creates a temporary folder for a run, and removes the folders of runs that were killed.
//
//	f, err := scratch.Open() // $TMPDIR/workshop-4711-K3V…, and a lock file beside it
//	defer f.Close()
package scratch

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	prefix = "workshop-"
	suffix = ".lock"
)

// Folder is a temporary folder that belongs to this process.
type Folder struct {
	Dir  string
	lock *os.File // nil where the file system has no locks
}

// Open creates a folder in the system's folder for temporary files. Before that it removes the folders there whose owners have ended. The
// owner of a folder holds a lock on the file beside it. The operating system releases the lock when the owner ends, even if the owner is
// killed.
func Open() (*Folder, error) { return openIn(os.TempDir()) }

func openIn(tmp string) (*Folder, error) {
	removeOrphans(tmp)
	for range 100 { // each attempt uses another name
		dir := filepath.Join(tmp, fmt.Sprintf("%s%d-%s", prefix, os.Getpid(), rand.Text()[:10]))
		lock, err := lockFile(dir+suffix, true)
		if errors.Is(err, errHeld) {
			continue // another process that removes orphans has locked the new file
		}
		if err != nil && !errors.Is(err, errNoLocks) {
			return nil, fmt.Errorf("make a scratch folder: %w", err)
		}
		f := &Folder{dir, lock}
		if err := os.Mkdir(dir, 0o700); err != nil {
			return nil, errors.Join(fmt.Errorf("make a scratch folder: %w", err), f.Close())
		}
		return f, nil
	}
	return nil, fmt.Errorf("make a scratch folder: %w", errHeld)
}

// Close removes the folder.
func (f *Folder) Close() error {
	err := removeAll(f.Dir)
	if err == nil && f.lock != nil { // if the folder is still there, a later run removes it
		err = unlock(f.lock)
		f.lock = nil
	}
	if err != nil {
		return fmt.Errorf("remove the scratch folder: %w", err)
	}
	return nil
}

// removeTries is how often removeAll retries when new files appear in the folder, and removePause is the time between two attempts.
const (
	removeTries = 50
	removePause = 20 * time.Millisecond
)

// removeAll removes a folder, even if a process that has just been killed still writes into it. Such a process may go on for a moment,
// until the operating system has ended it.
func removeAll(dir string) error {
	err := os.RemoveAll(dir)
	for range removeTries {
		if !errors.Is(err, syscall.ENOTEMPTY) {
			break
		}
		time.Sleep(removePause)
		err = os.RemoveAll(dir)
	}
	return err
}

// removeOrphans removes the folders in tmp whose locks nobody holds. If a folder cannot be removed, a later run tries again.
func removeOrphans(tmp string) {
	entries, err := os.ReadDir(tmp)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), suffix) || !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(tmp, e.Name())
		lock, err := lockFile(name, false)
		if err != nil {
			continue // the owner is running, or the file belongs to another user
		}
		_ = (&Folder{strings.TrimSuffix(name, suffix), lock}).Close() // a later run tries again
	}
}
