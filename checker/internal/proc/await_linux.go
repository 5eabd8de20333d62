package proc

import "golang.org/x/sys/unix"

// awaitEnd waits until the child has ended, and does not reap it. It reports false where the system cannot wait so.
func awaitEnd(pid int) bool {
	for {
		switch err := unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil); err {
		case nil:
			return true
		case unix.EINTR:
		default:
			return false
		}
	}
}
