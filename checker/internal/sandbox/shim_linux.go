package sandbox

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"sharedmap-workshop/checker/explore/link"
)

// setupFailed is the exit status of a shim that could not set up a layer. The report on its pipe says why.
const setupFailed = 125

// Shim runs this process as a shim, or as one of Probe's attacks, if the arguments, which are os.Args, ask for that. It reports with which
// status the process must exit then. A program calls it before anything else. A shim that succeeds does not return: it becomes the
// stranger's program.
func Shim(args []string) (code int, ok bool) {
	if len(args) != 3 || args[1] != shimName {
		if code, ok := tryOrphan(args); ok {
			return code, true
		}
		return tryAttack(args)
	}
	var o order
	if err := json.Unmarshal([]byte(args[2]), &o); err != nil {
		return setupFailed, true
	}
	failed := os.NewFile(failedFD, "report")
	code, err := o.run()
	if err != nil {
		fmt.Fprint(failed, err)
	}
	return code, true
}

// run sets up the layers and becomes the program, or its supervisor.
func (o order) run() (int, error) {
	runtime.LockOSThread() // what a thread may do passes on to what it executes, so all of this happens in one thread
	if !o.Supervised {
		if err := o.enter(); err != nil {
			return setupFailed, err
		}
		if o.needsSupervisor() {
			return o.supervise()
		}
	}
	if err := closeOnExec(o.Keep); err != nil {
		return setupFailed, fmt.Errorf("descriptors: %w", err)
	}
	return setupFailed, o.become()
}

// enter sets up the layers that a supervisor shares with the program.
func (o order) enter() error {
	for _, fd := range o.Cgroups {
		if _, err := unix.Write(fd, []byte("0")); err != nil { // 0 is the process that writes
			return fmt.Errorf("%s: %w", Cgroup, err)
		}
	}
	if o.has(Userns) {
		if err := forbidUserns(); err != nil {
			return fmt.Errorf("%s: %w", Userns, err)
		}
	}
	if o.has(Mountns) {
		if err := o.mounts(); err != nil {
			return fmt.Errorf("%s: %w", Mountns, err)
		}
	}
	return nil
}

// become sets up the other layers and executes the program. It returns only an error.
func (o order) become() error {
	if o.has(Rlimits) {
		if err := setRlimits(o.Rlimits); err != nil {
			return fmt.Errorf("%s: %w", Rlimits, err)
		}
	}
	if err := o.dropPrivileges(); err != nil {
		return fmt.Errorf("%s: %w", Userns, err)
	}
	if err := endWithParent(); err != nil {
		return fmt.Errorf("%s: %w", Lifeline, err)
	}
	if err := os.Chdir(o.Dir); err != nil {
		return err
	}
	if o.has(Landlock) {
		if err := o.landlock(); err != nil {
			return fmt.Errorf("%s: %w", Landlock, err)
		}
	}
	if o.has(Seccomp) {
		if err := loadFilters(o.Tool); err != nil {
			return fmt.Errorf("%s: %w", Seccomp, err)
		}
	}
	return fmt.Errorf("execute %s: %w", o.Path, syscall.Exec(o.Path, append([]string{o.Path}, o.Args...), programEnv()))
}

// programEnv returns the environment of the program.
func programEnv() []string {
	env := os.Environ()
	for i, v := range env {
		if number, found := strings.CutPrefix(v, linkEnv+"="); found {
			env[i] = link.Env + "=" + number
		}
	}
	return env
}

// closeOnExec keeps all descriptors but the standard ones and keep from the program.
func closeOnExec(keep int) error {
	if err := unix.CloseRange(3, 1<<31-1, unix.CLOSE_RANGE_CLOEXEC); err != nil { // before Linux 5.11, or refused by a container
		for fd := 3; fd < maxToolFiles; fd++ {
			unix.CloseOnExec(fd)
		}
	}
	if keep == 0 {
		return nil
	}
	_, err := unix.FcntlInt(uintptr(keep), unix.F_SETFD, 0)
	return err
}

// endWithParent asks the kernel to kill this process when the checker ends, and ends it now if the checker has already ended. Changing the
// user clears the request, so it comes after that.
func endWithParent() error {
	if err := unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0); err != nil {
		return err
	}
	fds := []unix.PollFd{{Fd: aliveFD, Events: unix.POLLIN}}
	if _, err := unix.Poll(fds, 0); err != nil && err != unix.EINTR {
		return err
	}
	if fds[0].Revents&unix.POLLHUP != 0 {
		return fmt.Errorf("the checker has ended")
	}
	return nil
}
