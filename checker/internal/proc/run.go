package proc

import (
	"errors"
	"os"
	"os/exec"
	"sync"
)

// Run runs the command in a process group of its own. When the command has ended, Run ends what is left of that group. Set the command's
// WaitDelay, because a process that the command leaves behind may hold its output open. The error is that of exec.Cmd.Run, except
// exec.ErrWaitDelay: a command that exited with status 0 has succeeded, even if its output could not be read to the end in time.
func Run(cmd *exec.Cmd) error { return RunGraceful(cmd, func() bool { return false }) }

// RunGraceful is Run for a command that may end in its own way. When the context ends and graceful reports true, the group is interrupted,
// as by Ctrl-C, and has the command's WaitDelay to end. When graceful reports false, the group is killed at once.
func RunGraceful(cmd *exec.Cmd, graceful func() bool) error {
	ownGroup(cmd)
	return run(&group{cmd: cmd}, graceful)
}

// RunWatched is Run, and calls started, if it is not nil, as soon as the process has started. The call must return at once. The process's
// id belongs to the process until RunWatched returns.
func RunWatched(cmd *exec.Cmd, started func(*os.Process)) error {
	ownGroup(cmd)
	return run(&group{cmd: cmd, started: started}, func() bool { return false })
}

// RunInForeground is RunGraceful for a command that stays in the process group of this process, because a terminal sends its keys to one
// group only. Signals go to the command and to those of its descendants that the system can list.
func RunInForeground(cmd *exec.Cmd, graceful func() bool) error {
	return run(&group{cmd: cmd, osGroup: foregroundGroup()}, graceful)
}

func run(g *group, graceful func() bool) error {
	cmd := g.cmd
	if cmd.Cancel != nil { // nil means that the command has no context
		cmd.Cancel = func() error { return g.cancel(graceful()) }
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	g.begin()
	if g.started != nil {
		g.started(cmd.Process)
	}
	if waitExited(cmd.Process.Pid) {
		g.close(true)
	}
	err := cmd.Wait()
	g.close(false)
	if errors.Is(err, exec.ErrWaitDelay) {
		return nil
	}
	return err
}

// group is a command and all processes that it has started. The group's id is the process id of the command. As soon as the command is
// reaped, another process may get that id. So the group is closed before that, and gets no signal afterwards.
type group struct {
	cmd     *exec.Cmd
	started func(*os.Process) // may be nil
	mu      sync.Mutex
	closed  bool
	osGroup // the operating system's handle of the group
}

// cancel interrupts the group if graceful is true, else it kills the group.
func (g *group) cancel(graceful bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return os.ErrProcessDone
	}
	if graceful {
		return g.interrupt(g.cmd.Process)
	}
	return g.kill(g.cmd.Process)
}

// close ends what is left of the group. own reports whether the group's id still belongs to the group. A second call does nothing.
func (g *group) close(own bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.closed = true
		g.end(g.cmd.Process, own)
	}
}

// begin registers the group after its first process has been started.
func (g *group) begin() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open(g.cmd.Process)
}
