package sandbox

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// noRoot are the securebits with which user 0 of a namespace gets no capabilities when it executes a program, locked.
const noRoot = 1<<0 | 1<<1 | 1<<2 | 1<<3 // SECBIT_NOROOT, SECBIT_NO_SETUID_FIXUP, and their locks

// dropPrivileges takes all privileges from this thread for ever. The raw calls change this thread only: the program gets its rights, and the
// other threads end when it is executed.
func (o order) dropPrivileges() error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	privileged := o.has(Userns) || os.Geteuid() == 0
	if !privileged || !o.has(Userns) && !o.has(Landlock) && !o.has(Seccomp) {
		return nil
	}
	for c := 0; c <= unix.CAP_LAST_CAP; c++ {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, uintptr(c), 0, 0, 0); err != nil && !errors.Is(err, unix.EINVAL) {
			return err // EINVAL: this kernel does not have so many
		}
	}
	if err := unix.Prctl(unix.PR_SET_SECUREBITS, noRoot, 0, 0, 0); err != nil {
		return err
	}
	if err := changeUser(o.User); err != nil {
		return err
	}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var none [2]unix.CapUserData // version 3 has two
	return unix.Capset(&header, &none[0])
}

// changeUser changes the user, the group and the groups of this thread.
func changeUser(id int) error {
	if id == 0 {
		return nil
	}
	if _, _, e := unix.RawSyscall(unix.SYS_SETGROUPS, 0, 0, 0); e != 0 {
		return e
	}
	if _, _, e := unix.RawSyscall(unix.SYS_SETRESGID, uintptr(id), uintptr(id), uintptr(id)); e != 0 {
		return e
	}
	if _, _, e := unix.RawSyscall(unix.SYS_SETRESUID, uintptr(id), uintptr(id), uintptr(id)); e != 0 {
		return e
	}
	return nil
}

// forbidUserns forbids further user namespaces in this one. Seccomp forbids them, too.
func forbidUserns() error {
	return os.WriteFile("/proc/sys/user/max_user_namespaces", []byte("0"), 0)
}
