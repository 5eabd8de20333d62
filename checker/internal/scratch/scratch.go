// Package scratch gives a run a folder for what it makes, and removes the folders of runs that were killed.
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

// Folder is a folder that belongs to this process.
type Folder struct {
	Dir  string
	lock *os.File // nil where the file system has no locks
}

// Open makes a folder in the system's folder for temporary files, after it has removed those there whose owners are gone. A folder's owner holds the lock
// on the file beside it, which the system takes back when the owner ends, however that ends.
func Open() (*Folder, error) { return openIn(os.TempDir()) }

func openIn(tmp string) (*Folder, error) {
	sweep(tmp)
	for range 100 { // each time under another name
		dir := filepath.Join(tmp, fmt.Sprintf("%s%d-%s", prefix, os.Getpid(), rand.Text()[:10]))
		lock, err := lockFile(dir+suffix, true)
		if errors.Is(err, errHeld) {
			continue // by a sweep that has seen it too early
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
	if err == nil && f.lock != nil { // else a later run tries again
		err = unlock(f.lock)
		f.lock = nil
	}
	if err != nil {
		return fmt.Errorf("remove the scratch folder: %w", err)
	}
	return nil
}

// How often a folder is tried in which something new appears while it is removed, and how long is waited before it is tried again.
const (
	removeTries = 50
	removeAgain = 20 * time.Millisecond
)

// removeAll removes a folder also where a process that has just been killed still writes into it: it is over only when the system has taken it down.
func removeAll(dir string) error {
	err := os.RemoveAll(dir)
	for range removeTries {
		if !errors.Is(err, syscall.ENOTEMPTY) {
			break
		}
		time.Sleep(removeAgain)
		err = os.RemoveAll(dir)
	}
	return err
}

// sweep removes the folders in tmp whose locks nobody holds. What cannot be removed stays: another run tries again.
func sweep(tmp string) {
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
			continue // its owner lives, or it belongs to another user
		}
		_ = (&Folder{strings.TrimSuffix(name, suffix), lock}).Close() // says so above
	}
}
