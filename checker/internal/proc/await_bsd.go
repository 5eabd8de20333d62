//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package proc

import "golang.org/x/sys/unix"

// awaitEnd waits until the child has ended, and does not reap it. (Darwin's waitid also returns when a child has stopped.)
func awaitEnd(pid int) bool {
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
		case nil, unix.ESRCH: // it has ended, or had before it was asked for
			return true
		case unix.EINTR:
		default:
			return false
		}
	}
}
