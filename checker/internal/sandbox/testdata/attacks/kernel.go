//go:build linux

package main

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

func kernel() map[string]func(target) error {
	return map[string]func(target) error{
		"userns":     func(target) error { return call(unix.SYS_CLONE, unix.CLONE_NEWUSER|uintptr(unix.SIGCHLD)) },
		"unshare":    func(target) error { return unix.Unshare(unix.CLONE_NEWNS) },
		"setns":      func(target) error { return unix.Setns(0, 0) },
		"mount":      func(target) error { return unix.Mount("tmpfs", "/", "tmpfs", 0, "") },
		"remount":    func(target) error { return unix.Mount("", "/", "", unix.MS_REMOUNT|unix.MS_BIND, "") },
		"open-tree":  func(target) error { _, err := unix.OpenTree(unix.AT_FDCWD, "/", 0); return err },
		"keyring":    func(target) error { _, err := unix.KeyctlGetKeyringID(unix.KEY_SPEC_USER_KEYRING, true); return err },
		"bpf":        func(target) error { return call(unix.SYS_BPF, 0, 0, 0) },
		"perf":       func(target) error { return call(unix.SYS_PERF_EVENT_OPEN, 0, 0, 0, 0, 0) },
		"userfault":  func(target) error { return call(unix.SYS_USERFAULTFD, 1) },
		"module":     func(target) error { return unix.FinitModule(0, "", 0) },
		"reboot":     func(target) error { return unix.Reboot(unix.LINUX_REBOOT_CMD_CAD_OFF) },
		"clock":      func(target) error { return unix.Settimeofday(&unix.Timeval{}) },
		"hostname":   func(target) error { return unix.Sethostname([]byte("x")) },
		"log":        func(target) error { _, err := unix.Klogctl(3, make([]byte, 100)); return err },
		"become":     func(target) error { return call(unix.SYS_SETUID, 0) },
		"shm":        func(target) error { _, err := unix.SysvShmGet(1, 4096, unix.IPC_CREAT|0o600); return err },
		"queue":      func(target) error { return call(unix.SYS_MSGGET, 1, unix.IPC_CREAT|0o600) },
		"x32":        func(target) error { return call(unix.SYS_GETPID | 0x40000000) },
		"randomize":  func(target) error { return call(unix.SYS_PERSONALITY, 0x0040000) },
		"executable": executable,
		"protect":    protect,
		"terminal": func(target) error { // types into the terminal of whoever runs the checker
			f, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
			if err != nil {
				return err
			}
			return unix.IoctlSetPointerInt(int(f.Fd()), unix.TIOCSTI, 'x')
		},
		"raise-limit": func(target) error {
			return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY})
		},
		"stop-itself": func(target) error { // a stopped process uses no processor time: only the clock ends it
			err := unix.Kill(os.Getpid(), unix.SIGSTOP)
			time.Sleep(time.Hour)
			return err
		},
	}
}

func executable(target) error {
	_, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
	return err
}

func protect(target) error {
	b, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return err
	}
	return unix.Mprotect(b, unix.PROT_READ|unix.PROT_EXEC)
}
