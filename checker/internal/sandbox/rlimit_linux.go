package sandbox

import (
	"time"

	"golang.org/x/sys/unix"
)

// minData is the least RLIMIT_DATA with which a program of the race detector starts.
const minData = 1 << 30

// threadStack is what a C library reserves for the stack of a thread. It counts, although most of it is never used.
const threadStack = 8 << 20

// maxFiles is how many files a program may have open.
const (
	maxFiles     = 256
	maxToolFiles = 4096
)

// rlimits returns the limits that the kernel enforces on each process by itself. They are wider than those that are measured, and hold
// where a measurement comes too late. There is no RLIMIT_AS: the race detector reserves terabytes of addresses. In a user
// namespace of its own, RLIMIT_NPROC counts the threads of this program alone; else it counts all that the user runs, and is not set.
func (l Limits) rlimits(tool, ownUsers bool) map[int]uint64 {
	r := map[int]uint64{
		unix.RLIMIT_CORE:     0,
		unix.RLIMIT_CPU:      uint64((l.Processor+time.Second-1)/time.Second) + 1,
		unix.RLIMIT_FSIZE:    uint64(l.Disk),
		unix.RLIMIT_NOFILE:   maxFiles,
		unix.RLIMIT_MEMLOCK:  0,
		unix.RLIMIT_MSGQUEUE: 0,
		unix.RLIMIT_DATA:     uint64(max(minData, 2*l.Memory)) + uint64(l.Tasks)*threadStack,
	}
	if tool {
		r[unix.RLIMIT_NOFILE] = maxToolFiles
	}
	if ownUsers {
		r[unix.RLIMIT_NPROC] = uint64(l.Tasks)
	}
	return r
}

// setRlimits applies the limits to this process.
func setRlimits(limits map[int]uint64) error {
	for resource, n := range limits {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: n, Max: n}); err != nil {
			return err
		}
	}
	return nil
}
