package doctor

import (
	"bytes"
	"context"
	"os/exec"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// run runs a program in dir and returns what the program wrote to stdout and stderr. When ctx ends, run kills the program and all processes that the program started.
func run(ctx context.Context, dir string, env []string, name string, args ...string) (stdout, stderr []byte, err error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = dir, env, &out, &errs, time.Second
	err = proc.Run(cmd)
	return out.Bytes(), errs.Bytes(), err
}
