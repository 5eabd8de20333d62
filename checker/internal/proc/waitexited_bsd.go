//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package proc

import "golang.org/x/sys/unix"

// waitExited waits until the child has exited, and does not reap it. It reports false if the system cannot do this. (It does not use
// waitid, because Darwin's waitid also returns when a child has stopped.)
func waitExited(pid int) bool {
	queue, err := unix.Kqueue()
	if err != nil {
		return false
	}
	defer unix.Close(queue)
	var ask unix.Kevent_t
	unix.SetKevent(&ask, pid, unix.EVFILT_PROC, unix.EV_ADD|unix.EV_ONESHOT)
	ask.Fflags = unix.NOTE_EXIT
	for answer := make([]unix.Kevent_t, 1); ; {
		switch _, err := unix.Kevent(queue, []unix.Kevent_t{ask}, answer, nil); err {
		case nil, unix.ESRCH: // the child has exited, possibly before this call
			return true
		case unix.EINTR:
		default:
			return false
		}
	}
}
