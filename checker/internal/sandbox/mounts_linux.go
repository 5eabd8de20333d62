package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// Folders of the file system that mounts sets up between the old one and the new one.
const (
	oldRoot = "/old"
	newRoot = "/new"
)

// mounts gives this process a file system that contains only what the program may reach, under the same names.
func (o order) mounts() error {
	points := o.mountPoints() // what exists is asked of the old file system
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make mounts private: %w", err)
	}
	if err := enterBase(); err != nil {
		return err
	}
	for _, m := range points {
		if err := m.mount(); err != nil {
			return fmt.Errorf("mount %s: %w", m.path, err)
		}
	}
	if err := o.makeProc(); err != nil {
		return fmt.Errorf("make /proc: %w", err)
	}
	return enterNew()
}

// enterBase makes an empty file system the root. The old one is at oldRoot.
func enterBase() error {
	base := existing([]string{"/tmp", "/var", "/usr"})
	if len(base) == 0 {
		return errors.New("no folder to mount on")
	}
	const flags = unix.MS_NOSUID | unix.MS_NODEV
	if err := unix.Mount("tmpfs", base[0], "tmpfs", flags, "size=1m,mode=755"); err != nil {
		return fmt.Errorf("mount a root: %w", err)
	}
	for _, dir := range []string{oldRoot, newRoot} {
		if err := os.Mkdir(base[0]+dir, 0o755); err != nil {
			return err
		}
	}
	if err := unix.PivotRoot(base[0], base[0]+oldRoot); err != nil {
		return fmt.Errorf("pivot: %w", err)
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	if err := unix.Mount("tmpfs", newRoot, "tmpfs", flags, "size=1m,mode=755"); err != nil {
		return fmt.Errorf("mount a root: %w", err)
	}
	return nil
}

// enterNew makes newRoot the root, read-only, and lets go of everything else.
func enterNew() error {
	if err := unix.MountSetattr(unix.AT_FDCWD, newRoot, 0, &unix.MountAttr{Attr_set: unix.MOUNT_ATTR_RDONLY}); err != nil {
		return fmt.Errorf("make the root read-only: %w", err)
	}
	if err := os.Chdir(newRoot); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil { // the old root is on top of the new one then (pivot_root(2))
		return fmt.Errorf("pivot: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("unmount the old root: %w", err)
	}
	return os.Chdir("/")
}

// mountPoint is a path of the old file system that the new one has, too.
type mountPoint struct {
	path  string
	attrs uint64
}

// mountPoints returns what to mount, a folder before what is in it.
func (o order) mountPoints() []mountPoint {
	const always = unix.MOUNT_ATTR_NOSUID
	var all []mountPoint
	for _, p := range o.readable() {
		if !strings.HasPrefix(p, "/proc") { // makeProc makes it
			all = append(all, mountPoint{p, always | unix.MOUNT_ATTR_RDONLY | unix.MOUNT_ATTR_NODEV})
		}
	}
	for _, p := range o.devices() {
		all = append(all, mountPoint{p, always | unix.MOUNT_ATTR_NOEXEC})
	}
	for _, p := range o.Write {
		attrs := uint64(always | unix.MOUNT_ATTR_NODEV)
		if !o.Tool {
			attrs |= unix.MOUNT_ATTR_NOEXEC
		}
		all = append(all, mountPoint{p, attrs})
	}
	slices.SortStableFunc(all, func(a, b mountPoint) int { return cmp.Compare(strings.Count(a.path, "/"), strings.Count(b.path, "/")) })
	return all
}

// mount binds the path.
func (m mountPoint) mount() error {
	from, err := resolve(m.path)
	if err != nil {
		return err
	}
	to := newRoot + filepath.Clean(m.path)
	if err := mountTarget(from, to); err != nil {
		return err
	}
	if err := unix.Mount(from, to, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return err
	}
	return unix.MountSetattr(unix.AT_FDCWD, to, unix.AT_RECURSIVE, &unix.MountAttr{Attr_set: m.attrs})
}

// resolve returns where the path is below oldRoot, with all symbolic links followed as if oldRoot were the root.
func resolve(path string) (string, error) {
	how := unix.OpenHow{Flags: unix.O_PATH | unix.O_CLOEXEC, Resolve: unix.RESOLVE_IN_ROOT}
	root, err := unix.Open(oldRoot, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return "", err
	}
	defer unix.Close(root)
	fd, err := unix.Openat2(root, path, &how)
	if err != nil {
		return "", err
	}
	defer unix.Close(fd)
	return os.Readlink(fmt.Sprintf("%s/proc/self/fd/%d", oldRoot, fd))
}

// mountTarget makes a folder or an empty file on which to mount, unless there is something at that path.
func mountTarget(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return nil
	}
	if info.IsDir() {
		return os.MkdirAll(to, 0o755)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, nil, 0o644)
}

// makeProc makes a /proc with just the two files that the race detector reads of itself, its environment (where it finds GORACE) and its
// name, as ordinary files: nothing of another process can be read there. Tools need no more. A container often forbids to mount the real one.
func (o order) makeProc() error {
	proc := newRoot + "/proc"
	if err := os.MkdirAll(proc+"/self", 0o555); err != nil {
		return err
	}
	if err := os.WriteFile(proc+"/self/environ", []byte(strings.Join(programEnv(), "\x00")+"\x00"), 0o444); err != nil {
		return err
	}
	return os.Symlink(o.Path, proc+"/self/exe")
}
