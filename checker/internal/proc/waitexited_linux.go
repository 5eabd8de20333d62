package proc

import "golang.org/x/sys/unix"

// waitExited waits until the child has exited, and does not reap it. It reports false if the system cannot do this.
func waitExited(pid int) bool {
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
