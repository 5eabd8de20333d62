package cputime

import (
	"syscall"
	"time"
)

// Used returns the processor time of this process so far, in user and in kernel mode, of all its threads (GetProcessTimes). It
// returns 0 where the system does not count it.
func Used() time.Duration {
	self, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0
	}
	var created, exited, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(self, &created, &exited, &kernel, &user); err != nil {
		return 0
	}
	return ticks(kernel) + ticks(user)
}

// ticks converts a duration in units of 100 ns. (Filetime's own Nanoseconds is for dates.)
func ticks(f syscall.Filetime) time.Duration {
	return time.Duration(int64(f.HighDateTime)<<32|int64(f.LowDateTime)) * 100
}
