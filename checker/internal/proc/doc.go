// Package proc runs a command, and ends every process that the command has started together with it, as far as the operating system allows.
//
//	cmd := exec.CommandContext(ctx, binary)
//	cmd.WaitDelay = time.Second
//	err := proc.Run(cmd) // nothing that cmd started is left
package proc
