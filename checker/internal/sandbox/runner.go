package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"time"

	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/internal/proc"
)

// Runner runs programs under the layers that it was made with. Several goroutines may use it at once.
type Runner struct {
	level  Level
	layers []Layer
	user   int // the user that a program runs as where the checker is root; 0: the checker's own

	unmeasured bool // only for Probe, which tries Cgroup without Measured
}

// MissingError is returned by New for a machine that does not reach the level.
type MissingError struct {
	Level  Level
	Layers []Layer
}

func (e *MissingError) Error() string {
	return fmt.Sprintf("isolation %s: missing %v", e.Level, e.Layers)
}

// New returns a Runner of the level, with all layers that held when they were probed and that the level allows. It returns a *MissingError
// if one is missing that the level needs.
func New(level Level, probed Probed) (*Runner, error) {
	held := probed.Held()
	if missing := level.missing(held); len(missing) > 0 {
		return nil, &MissingError{level, missing}
	}
	switch level {
	case Full:
	case Process:
		held = slices.DeleteFunc(held, func(l Layer) bool { return slices.Contains([]Layer{Userns, Netns, Pidns, Mountns}, l) })
	default:
		held = slices.DeleteFunc(held, func(l Layer) bool { return l != Measured && l != Lifeline })
	}
	r := with(held...)
	r.level = level
	return r, nil
}

// with returns a Runner with these layers.
func with(layers ...Layer) *Runner {
	r := &Runner{layers: layers}
	if r.has(Mountns) { // elsewhere another user may not pass the folders on the way
		r.user = strangerID()
	}
	return r
}

// Level returns the level that the Runner was made for.
func (r *Runner) Level() Level { return r.level }

// Layers returns the layers under which programs run. Results list them.
func (r *Runner) Layers() []Layer { return slices.Clone(r.layers) }

func (r *Runner) has(l Layer) bool { return slices.Contains(r.layers, l) }

// SetupError is the error for a program that never started, because a layer could not be set up. It is the machine's fault.
type SetupError struct{ Detail string }

func (e *SetupError) Error() string { return "set up the sandbox: " + e.Detail }

// Run runs a program until it ends, or until ctx ends or a limit is reached, and leaves no process behind. An error is the machine's: the
// program did not start. Everything that the program does is in the Result.
func (r *Runner) Run(ctx context.Context, spec Spec) (Result, error) {
	limits := spec.limits()
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	running, stopWall := context.WithTimeoutCause(running, limits.Wall, stopCause(Wall))
	defer stopWall()

	box, err := r.open(spec, limits)
	if err != nil {
		return Result{}, err
	}
	defer box.close()
	cmd, err := box.command(running)
	if err != nil {
		return Result{}, err
	}
	out := &outputCap{left: limits.Output, full: func() { stop(stopCause(Output)) }}
	cmd.Stdout, cmd.Stderr = outputs(out, spec)
	cmd.WaitDelay = time.Second

	start := time.Now()
	watch := newWatch(box, limits, func(s Stop) { stop(stopCause(s)) })
	messages, err := run(cmd, spec.Task, watch.start)
	watch.wait()
	if cmd.ProcessState == nil {
		if ctx.Err() != nil {
			return Result{Stopped: Cancelled, ExitCode: -1}, nil
		}
		return Result{}, fmt.Errorf("start %s: %w", spec.Path, err)
	}
	if failed := box.setupFailure(); failed != "" && running.Err() == nil {
		return Result{}, &SetupError{failed}
	}
	result := Result{
		ExitCode: cmd.ProcessState.ExitCode(), Signal: signalOf(cmd.ProcessState), Wall: time.Since(start),
		Processor: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		Peak:      max(watch.peak, peakOf(cmd.ProcessState)), Messages: messages,
	}
	result.Stopped = reason(running, ctx, result, limits, box, out)
	return result, nil
}

// run starts the command, with a link if there is a task.
func run(cmd *exec.Cmd, task any, started func(*os.Process)) ([]link.Message, error) {
	if task == nil {
		return nil, proc.RunWatched(cmd, started)
	}
	return proc.RunLinkedWatched(cmd, task, linkEnv, started)
}

// outputs returns the writers for stdout and stderr. Equal writers stay equal, so that both use one pipe and keep their order.
func outputs(out *outputCap, spec Spec) (stdout, stderr io.Writer) {
	return capped{out, spec.Stdout}, capped{out, spec.Stderr}
}

// stopCause is a Stop as the cause of a context's end.
type stopCause Stop

func (s stopCause) Error() string { return string(s) }

// reason returns why a program ended that has this result.
func reason(running, ctx context.Context, r Result, limits Limits, box *box, out *outputCap) Stop {
	var cause stopCause
	if errors.As(context.Cause(running), &cause) {
		if cause == stopCause(Output) && out.reported() != NotStopped { // the stacks of many goroutines followed
			return out.reported()
		}
		return Stop(cause)
	}
	switch {
	case ctx.Err() != nil:
		return Cancelled
	case box.outOfMemory():
		return Memory
	case r.ExitCode != 0 && out.reported() != NotStopped:
		return out.reported()
	case r.Signal == sigForbidden:
		return Forbidden
	case r.Processor > limits.Processor: // what no measurement saw is counted in the end, so that the verdict does not depend on when they were made
		return Processor
	case r.Peak > limits.Memory:
		return Memory
	case box.diskUsed(limits.Disk) > limits.Disk:
		return Disk
	case r.Signal == syscall.SIGKILL:
		return Killed
	}
	return NotStopped
}

// watch measures a running program and stops it at a limit.
type watch struct {
	box    *box
	limits Limits
	stop   func(Stop)
	quit   chan struct{}
	done   sync.WaitGroup
	peak   int64 // read it after wait
}

func newWatch(b *box, l Limits, stop func(Stop)) *watch {
	return &watch{box: b, limits: l, stop: stop, quit: make(chan struct{})}
}

// watchEvery is the time between two measurements. Memory that a program takes in between goes over the limit: RLIMIT_DATA bounds that.
const watchEvery = 20 * time.Millisecond

// start measures until wait is called.
func (w *watch) start(p *os.Process) {
	w.done.Add(1)
	go func() {
		defer w.done.Done()
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			if s := w.measure(p.Pid); s != NotStopped {
				w.stop(s)
			}
			select {
			case <-tick.C:
			case <-w.quit:
				return
			}
		}
	}()
}

// wait ends the measurements.
func (w *watch) wait() {
	close(w.quit)
	w.done.Wait()
}

// measure returns the limit that the program has reached.
func (w *watch) measure(pid int) Stop {
	if w.box.runner.unmeasured {
		return NotStopped
	}
	u := w.box.usage(pid)
	w.peak = max(w.peak, u.memory)
	switch {
	case u.memory > w.limits.Memory:
		return Memory
	case u.processor > w.limits.Processor:
		return Processor
	case u.tasks > w.limits.Tasks:
		return Tasks
	case w.box.diskUsed(w.limits.Disk) > w.limits.Disk:
		return Disk
	}
	return NotStopped
}
