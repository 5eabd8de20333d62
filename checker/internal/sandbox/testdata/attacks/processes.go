//go:build linux

package main

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

func processes() map[string]func(target) error {
	return map[string]func(target) error{
		"signal":        func(t target) error { return unix.Kill(t.Victim, unix.SIGUSR1) },
		"signal-all":    func(target) error { return unix.Kill(-1, unix.SIGUSR1) },
		"signal-group":  func(target) error { return unix.Kill(0, unix.SIGCONT) },
		"signal-thread": func(t target) error { return unix.Tgkill(t.Victim, t.Victim, unix.SIGUSR1) },
		"signal-tkill":  func(t target) error { return call(unix.SYS_TKILL, uintptr(t.Victim), uintptr(unix.SIGUSR1)) },
		"signal-queue": func(t target) error {
			info := make([]byte, 128)
			return call(unix.SYS_RT_SIGQUEUEINFO, uintptr(t.Victim), uintptr(unix.SIGUSR1), address(info))
		},
		// The argument is the number of another call that is allowed: a filter that compares the wrong word lets it pass.
		"signal-number": func(target) error {
			for n := range 400 {
				if n != os.Getpid() && n > 0 {
					if err := unix.Kill(n, 0); err == nil || err == unix.ESRCH {
						return nil
					}
				}
			}
			return unix.EPERM
		},
		"fork-number": func(target) error { // as signal-number: 9 is mmap, and a process that ends by signal 9
			runtime.LockOSThread()
			pid, _, e := syscall.RawSyscall6(unix.SYS_CLONE, 9, 0, 0, 0, 0, 0)
			if e != 0 {
				return e
			}
			if pid == 0 {
				_, _, _ = syscall.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
			}
			return nil
		},
		"owner-signal": func(t target) error { // asks the kernel to send the signal
			r, _, err := os.Pipe()
			if err != nil {
				return err
			}
			_, err = unix.FcntlInt(r.Fd(), unix.F_SETOWN, t.Victim)
			return err
		},
		"pidfd":    func(t target) error { _, err := unix.PidfdOpen(t.Victim, 0); return err },
		"ptrace":   func(t target) error { return call(unix.SYS_PTRACE, unix.PTRACE_SEIZE, uintptr(t.Victim)) },
		"traceme":  func(target) error { return call(unix.SYS_PTRACE, unix.PTRACE_TRACEME) },
		"read-vm":  readVM,
		"limits":   func(t target) error { return unix.Prlimit(t.Victim, unix.RLIMIT_CORE, nil, &unix.Rlimit{}) },
		"affinity": func(t target) error { var set unix.CPUSet; set.Set(0); return unix.SchedSetaffinity(t.Victim, &set) },
		"priority": func(t target) error { return unix.Setpriority(unix.PRIO_PROCESS, t.Victim, 19) },
		"shell":    func(target) error { return unix.Exec("/bin/sh", []string{"sh", "-c", "echo reached"}, nil) },
		"child":    func(target) error { return start("/proc/self/exe", os.Args[0], "nothing", "{}") },
		"vfork":    vfork,
		"clone3":   func(target) error { return call(unix.SYS_CLONE3, 0, 0) },
		"own-code": ownCode,
		"memfd": func(target) error {
			fd, err := unix.MemfdCreate("x", 0)
			if err != nil {
				return err
			}
			return unix.Close(fd)
		},
		"fork-bomb": func(target) error {
			for {
				if err := start("/proc/self/exe", os.Args[0], "fork-bomb", "{}"); err != nil {
					return err
				}
			}
		},
		"outlive":     func(target) error { return start("/bin/sleep", "sleep", "60") }, // holds stdout for a minute
		"thread-bomb": threadBomb,
		"keep-alive": func(target) error { // asks the kernel not to kill it with its parent
			return unix.Prctl(unix.PR_SET_PDEATHSIG, 0, 0, 0, 0)
		},
		"session": func(target) error { _, err := unix.Setsid(); return err },
	}
}

// start starts a process in a session of its own.
func start(program string, args ...string) error {
	_, err := syscall.ForkExec(program, args, &syscall.ProcAttr{Files: []uintptr{0, 1, 2}, Sys: &syscall.SysProcAttr{Setsid: true}})
	return err
}

func address(b []byte) uintptr { return uintptr(unsafe.Pointer(&b[0])) }

func readVM(t target) error {
	b := make([]byte, 8)
	local := []unix.Iovec{{Base: &b[0], Len: 8}}
	_, err := unix.ProcessVMReadv(t.Victim, local, []unix.RemoteIovec{{Base: address(b), Len: 8}}, 0)
	if err == unix.EFAULT {
		return nil // it was allowed to ask
	}
	return err
}

func vfork(target) error {
	runtime.LockOSThread()
	pid, _, e := syscall.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
	if e != 0 {
		return e
	}
	if pid == 0 {
		_, _, _ = syscall.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
	return nil
}

// ownCode writes a program and executes it.
func ownCode(t target) error {
	name := filepath.Join(t.Inside, "program")
	if err := os.WriteFile(name, []byte("#!/bin/sh\necho reached\n"), 0o755); err != nil {
		return err
	}
	return unix.Exec(name, []string{name}, nil)
}

func threadBomb(target) error {
	for range 5000 {
		go func() {
			runtime.LockOSThread()
			var wait unix.Timespec
			wait.Sec = 20
			_ = unix.Nanosleep(&wait, nil)
		}()
	}
	time.Sleep(15 * time.Second)
	return nil
}
