package proc

import (
	"context"
	"os/exec"

	"sharedmap-workshop/checker/explore/link"
)

// Ended is how a program ended that was started with a task.
type Ended struct {
	ExitCode int // -1 if a signal ended it
	Messages []link.Message
	Stopped  string // the limit that ended the program, as package sandbox names it; "" if none did
}

// Launcher starts a command with a task, waits for its end, and leaves no process of it behind. The command has Path, Args, Dir, Env, Stdout
// and Stderr, and ends with ctx. It may write in its folder, and read the files and folders in read. An error means that it did not start.
type Launcher func(ctx context.Context, cmd *exec.Cmd, task any, read ...string) (Ended, error)

// Launch is the Launcher without limits. The command must come from exec.CommandContext with the same ctx.
func Launch(_ context.Context, cmd *exec.Cmd, task any, _ ...string) (Ended, error) {
	messages, err := RunLinked(cmd, task)
	if cmd.ProcessState == nil {
		return Ended{}, err
	}
	return Ended{ExitCode: cmd.ProcessState.ExitCode(), Messages: messages}, nil
}
