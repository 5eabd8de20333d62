package proc

import (
	"errors"
	"os"
	"os/exec"
	"sync"
)

// Run runs the command in a group of its own, and ends what is left of that group when the command has ended. Set its WaitDelay: what a command leaves
// behind may hold its output open. The error is that of exec.Cmd.Run, but for exec.ErrWaitDelay: a command that ended well has ended well, also where its
// output was not at an end in time, because somebody held it open or because the machine was too busy to read it.
func Run(cmd *exec.Cmd) error { return RunAsking(cmd, func() bool { return false }) }

// RunAsking is Run for a command that may end in its own way: where ask reports true when its context ends, the group is asked to end, as by Ctrl-C, and
// has the command's WaitDelay for that. Where ask reports false, the group is killed at once.
func RunAsking(cmd *exec.Cmd, ask func() bool) error {
	ownGroup(cmd)
	return run(&group{cmd: cmd}, ask)
}

// RunInForeground is RunAsking for a command that stays in the group of this process, because a terminal gives its keys to one group only. Its signals go
// to the command and to its descendants, as far as the system tells them.
func RunInForeground(cmd *exec.Cmd, ask func() bool) error {
	return run(&group{cmd: cmd, system: foreground()}, ask)
}

func run(g *group, ask func() bool) error {
	cmd := g.cmd
	if cmd.Cancel != nil { // else the command has no context
		cmd.Cancel = func() error { return g.cancel(ask()) }
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	g.begin()
	if awaitEnd(cmd.Process.Pid) {
		g.close(true)
	}
	err := cmd.Wait()
	g.close(false)
	if errors.Is(err, exec.ErrWaitDelay) {
		return nil
	}
	return err
}

// group is a command and all that it has started. Its number is that of the command's process, which another process may have as soon as the
// system was told that nobody asks for this one any more: so the group is closed before that, and gets no signal afterwards.
type group struct {
	cmd    *exec.Cmd
	mu     sync.Mutex
	closed bool
	system // what the system knows of the group
}

// cancel asks the group to end, or kills it.
func (g *group) cancel(ask bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return os.ErrProcessDone
	}
	if ask {
		return g.interrupt(g.cmd.Process)
	}
	return g.kill(g.cmd.Process)
}

// close ends what is left of the group; own reports that the group's number is still its own. Closing twice does no harm.
func (g *group) close(own bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.closed = true
		g.end(g.cmd.Process, own)
	}
}

// begin notes the group once its first process is there.
func (g *group) begin() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open(g.cmd.Process)
}
