package sandbox

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// supervise runs the program as a child, and ends everything that the program has started when it has ended, or when the checker has.
func (o order) supervise() (int, error) {
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		return setupFailed, err
	}
	cmd, err := o.supervised()
	if err != nil {
		return setupFailed, err
	}
	if err := cmd.Start(); err != nil { // from the locked thread: the child dies with it
		return setupFailed, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, _ = os.NewFile(aliveFD, "alive").Read(make([]byte, 1)) // nothing is ever written: it returns at the end of the checker
	}()
	select {
	case err = <-ended:
	case <-gone:
		err = unix.Kill(-unix.Getpgrp(), unix.SIGKILL) // this process, too
	}
	killDescendants()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() < 0 {
		_ = unix.Kill(unix.Getpid(), unix.SIGKILL) // a signal ended the program: this process ends in the same way
	}
	return cmd.ProcessState.ExitCode(), nil
}

// supervised returns the command of the second shim, which becomes the program.
func (o order) supervised() (*exec.Cmd, error) {
	o.Supervised = true
	args, err := o.args()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("/proc/self/exe", args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	alive, failed := os.NewFile(aliveFD, "alive"), os.NewFile(failedFD, "report")
	cmd.ExtraFiles = []*os.File{alive, failed}
	for fd := aliveFD + len(cmd.ExtraFiles); fd <= o.Keep; fd++ { // the link keeps its number
		cmd.ExtraFiles = append(cmd.ExtraFiles, os.NewFile(uintptr(o.Keep), "link"))
	}
	return cmd, nil
}

// killDescendants ends all processes below this one. Processes that were below one that has ended become its children, because it is a
// subreaper; so none is left when there are no children.
func killDescendants() {
	for {
		pids := children(unix.Getpid())
		if len(pids) == 0 {
			return
		}
		for _, pid := range slices.Concat(pids) {
			_ = unix.Kill(pid, unix.SIGKILL)
			_, _ = unix.Wait4(pid, nil, 0, nil)
		}
		time.Sleep(0)
	}
}
