package sandbox

import (
	"errors"
	"fmt"
	"os"

	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// landlockConfigs are the library's configurations by the kernel's ABI. The newest that the kernel has is taken, and it must hold in full:
// the library's BestEffort may restrict nothing and succeed.
var landlockConfigs = []landlock.Config{
	landlock.V1, landlock.V2, landlock.V3, landlock.V4, landlock.V5, landlock.V6, landlock.V7, landlock.V8, landlock.V9, landlock.V10, landlock.V11,
}

// writeOnly are the rights in a folder where nothing may be executed, and where no sockets, pipes and devices may be made.
const writeOnly = landlock.AccessFSSet(ll.AccessFSReadFile | ll.AccessFSReadDir | ll.AccessFSWriteFile | ll.AccessFSRemoveDir |
	ll.AccessFSRemoveFile | ll.AccessFSMakeDir | ll.AccessFSMakeReg | ll.AccessFSTruncate)

// landlock restricts this thread. The library makes the rules; it would also apply them to all threads, with a C library where cgo is
// enabled, and this thread is the only one that matters.
func (o order) landlock() error {
	abi, err := ll.LandlockGetABIVersion()
	if err != nil || abi < 1 {
		return fmt.Errorf("the kernel has no Landlock: %w", err)
	}
	config := landlockConfigs[min(abi, len(landlockConfigs))-1]
	rules, err := o.rules(abi)
	if err != nil {
		return err
	}
	fd, flags, err := config.NewRulesetFD(rules...)
	if err != nil {
		return err
	}
	if fd < 0 {
		return errors.New("the rules restrict nothing")
	}
	defer unix.Close(fd)
	if _, _, e := unix.RawSyscall(unix.SYS_LANDLOCK_RESTRICT_SELF, uintptr(fd), uintptr(flags), 0); e != 0 {
		return e
	}
	return nil
}

// rules returns what may be read and written.
func (o order) rules(abi int) ([]landlock.Rule, error) {
	var all []landlock.Rule
	for _, path := range o.readable() {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			all = append(all, landlock.RODirs(path))
		} else {
			all = append(all, landlock.ROFiles(path))
		}
	}
	for _, path := range o.Write {
		if o.Tool && abi > 1 {
			all = append(all, landlock.RWDirs(path).WithRefer())
		} else if o.Tool {
			all = append(all, landlock.RWDirs(path))
		} else {
			all = append(all, landlock.PathAccess(writeOnlyOf(abi), path))
		}
	}
	for _, path := range o.devices() {
		all = append(all, landlock.RWFiles(path))
	}
	return all, nil
}

// writeOnlyOf returns writeOnly as the ABI knows it.
func writeOnlyOf(abi int) landlock.AccessFSSet {
	if abi < 3 {
		return writeOnly &^ ll.AccessFSTruncate
	}
	return writeOnly
}
