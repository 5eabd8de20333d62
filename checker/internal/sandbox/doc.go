// Package sandbox runs a stranger's program, or a go command on a stranger's files, and limits what it can reach and use.
//
//	probe := sandbox.Probe(ctx)                            // what this machine can hold, each layer tried by an attack
//	runner, err := sandbox.New(sandbox.Full, probe)        // an error if the machine does not reach the level
//	result, err := runner.Run(ctx, sandbox.Spec{
//		Path: binary, Args: []string{"-test.v"}, Write: []string{dir}, Task: task, Stdout: &out, Stderr: &out,
//	})
//	if result.Stopped == sandbox.Memory { … }
//
// Run is the one way in, for every level and every system. Its callers are the same three everywhere: gotest's Binary.Run (a step's test
// binary, with a Task for the link), gotest's Builder.runGo (the go command, with Tool set, for it starts compilers), and the rewriter of
// package instrument in a process of its own. A caller that has no Runner uses New(None, Probed{}), which starts the program as package
// proc does and keeps only the limits.
//
// On Linux, Run starts this program again as a shim, which sets up the layers in its own process and then becomes the stranger's program
// by execve. So a program that uses this package calls Shim at the very start of its main function. The layers do not depend on each
// other where that is possible: what one misses, another stops.
package sandbox
