package sandbox

import (
	"context"
	"os/exec"

	"sharedmap-workshop/checker/internal/proc"
)

// Launcher returns a proc.Launcher that runs strangers' programs under the Runner's layers. The program gets the command's environment and
// nothing else.
func (r *Runner) Launcher(limits Limits) proc.Launcher {
	return func(ctx context.Context, cmd *exec.Cmd, task any, read ...string) (proc.Ended, error) {
		result, err := r.Run(ctx, Spec{
			Path: cmd.Path, Args: cmd.Args[1:], Env: append([]string{}, cmd.Env...), Dir: cmd.Dir, Write: []string{cmd.Dir}, Read: read,
			Limits: limits, Stdout: cmd.Stdout, Stderr: cmd.Stderr, Task: task,
		})
		if err != nil {
			return proc.Ended{}, err
		}
		return proc.Ended{ExitCode: result.ExitCode, Messages: result.Messages, Stopped: string(result.Stopped)}, nil
	}
}
