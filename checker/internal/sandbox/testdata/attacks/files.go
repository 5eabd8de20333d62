//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

func files() map[string]func(target) error {
	return map[string]func(target) error{
		"read":      func(t target) error { return read(filepath.Join(t.Outside, "secret")) },
		"read-up":   func(t target) error { return read(t.Inside + "/../outside/secret") },
		"passwd":    func(target) error { return read("/etc/passwd") },
		"shadow":    func(target) error { return read("/etc/shadow") },
		"list":      func(t target) error { _, err := os.ReadDir(t.Outside); return err },
		"list-root": func(target) error { _, err := os.ReadDir("/root"); return err },
		"write":     func(t target) error { return os.WriteFile(filepath.Join(t.Outside, "written"), nil, 0o600) },
		"write-tmp": func(target) error { return os.WriteFile("/tmp/checker-attack", nil, 0o600) },
		"write-shm": func(target) error { return os.WriteFile("/dev/shm/checker-attack", nil, 0o600) },
		"remove":    func(t target) error { return os.Remove(filepath.Join(t.Outside, "secret")) },
		"truncate":  func(t target) error { return os.Truncate(filepath.Join(t.Outside, "secret"), 0) },
		"itself":    func(target) error { return os.WriteFile(os.Args[0], nil, 0o700) },
		"rename": func(t target) error {
			name := filepath.Join(t.Inside, "own")
			if err := os.WriteFile(name, nil, 0o600); err != nil {
				return err
			}
			return os.Rename(name, filepath.Join(t.Outside, "own"))
		},
		"hard-link": func(t target) error {
			return os.Link(filepath.Join(t.Outside, "secret"), filepath.Join(t.Inside, "link"))
		},
		"symlink": func(t target) error { // what reads it outside follows it
			return os.Symlink(filepath.Join(t.Outside, "secret"), filepath.Join(t.Inside, "symlink"))
		},
		"fifo":        func(t target) error { return unix.Mkfifo(filepath.Join(t.Inside, "fifo"), 0o600) },
		"device":      func(t target) error { return unix.Mknod(filepath.Join(t.Inside, "disk"), unix.S_IFBLK|0o600, 8<<8) },
		"setuid-file": func(t target) error { return setuidFile(t) },
		"handle": func(t target) error { // by number instead of by name
			_, _, err := unix.NameToHandleAt(unix.AT_FDCWD, t.Outside, 0)
			return err
		},
		"environ":     func(t target) error { return read(fmt.Sprintf("/proc/%d/environ", t.Victim)) },
		"memory-file": func(t target) error { return open(fmt.Sprintf("/proc/%d/mem", t.Victim)) },
		"descriptors": func(t target) error { _, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", t.Victim)); return err },
		"root-link":   func(t target) error { return read(fmt.Sprintf("/proc/%d/root%s/secret", t.Victim, t.Outside)) },
		"core-pattern": func(target) error {
			return os.WriteFile("/proc/sys/kernel/core_pattern", []byte("core"), 0)
		},
		"escape-chroot": func(target) error { return unix.Chroot("/") },
		"inherited":     inherited,
	}
}

func read(name string) error {
	_, err := os.ReadFile(name)
	return err
}

func open(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return f.Close()
}

func setuidFile(t target) error {
	name := filepath.Join(t.Inside, "setuid")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		return err
	}
	return os.Chmod(name, 0o755|os.ModeSetuid)
}

// inherited looks for descriptors of the checker.
func inherited(target) error {
	for fd := 3; fd < 64; fd++ {
		var stat syscall.Stat_t
		if syscall.Fstat(fd, &stat) != nil {
			continue
		}
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			return nil // Go's own descriptors are closed on exec, so this one was there before
		}
	}
	return os.ErrNotExist
}
