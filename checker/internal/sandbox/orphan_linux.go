package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// orphanName is the argument that makes this program a checker that is about to be killed.
const orphanName = "sandbox-orphan"

// orphanOrder is what such a checker runs.
type orphanOrder struct {
	Layers []Layer // nil: no sandbox at all
	Spec   Spec
}

// orphan starts a process that runs a program, as a checker does, kills the process by SIGKILL, and returns Reached if the program goes on.
func (p prober) orphan(ctx context.Context, inside string, r *Runner) string {
	spec, err := p.spec("hold", inside, nil)
	if err != nil {
		return err.Error()
	}
	o := orphanOrder{Spec: spec}
	o.Spec.Stdout, o.Spec.Stderr = nil, nil
	if r != nil {
		o.Layers = r.layers
	}
	text, err := json.Marshal(o)
	if err != nil {
		return err.Error()
	}
	cmd := exec.CommandContext(ctx, p.exe, orphanName, string(text))
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err.Error()
	}
	if err := cmd.Start(); err != nil {
		return err.Error()
	}
	line, err := bufio.NewReader(out).ReadString('\n') // the program holds the lock now
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // the signal is the error
	if err != nil || strings.TrimSpace(line) != "x" {
		return "no answer: " + strings.TrimSpace(line)
	}
	return lingers(ctx, inside, r != nil)
}

// How long a program may take to end after its checker, and how long one must go on to count as left behind.
const (
	endTimeout = 10 * time.Second
	stayTime   = 100 * time.Millisecond
	lookEvery  = 5 * time.Millisecond
)

// lingers returns Reached if the lock is still held after a while.
func lingers(ctx context.Context, inside string, ends bool) string {
	wait := stayTime
	if ends {
		wait = endTimeout
	}
	for begun := time.Now(); time.Since(begun) < wait && ctx.Err() == nil; time.Sleep(lookEvery) {
		if free(inside) {
			return "ended"
		}
	}
	return held(inside)
}

// free reports whether nobody holds the lock.
func free(inside string) bool {
	f, err := os.Open(inside + "/" + lockName)
	if err != nil {
		return false
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// tryOrphan makes this process such a checker if the arguments ask for that.
func tryOrphan(args []string) (code int, ok bool) {
	if len(args) != 3 || args[1] != orphanName {
		return 0, false
	}
	var o orphanOrder
	if err := json.Unmarshal([]byte(args[2]), &o); err != nil {
		return 2, true
	}
	o.Spec.Stdout = os.Stdout
	if o.Layers == nil {
		cmd := exec.Command(o.Spec.Path, o.Spec.Args...)
		cmd.Stdout = os.Stdout
		if err := proc.Run(cmd); err != nil {
			return 1, true
		}
		return 0, true
	}
	if _, err := with(o.Layers...).Run(context.Background(), o.Spec); err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
		return 1, true
	}
	return 0, true
}
