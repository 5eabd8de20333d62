package doctor

import (
	"bytes"
	"context"
	"os/exec"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// run runs a program in dir and returns what it wrote to stdout and to stderr. It ends with ctx, together with all that it has started.
func run(ctx context.Context, dir string, env []string, name string, args ...string) (stdout, stderr []byte, err error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var out, said bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = dir, env, &out, &said, time.Second
	err = proc.Run(cmd)
	return out.Bytes(), said.Bytes(), err
}
