//go:build !linux

package sandbox

import (
	"context"
	"os"
	"os/exec"
	"syscall"

	"sharedmap-workshop/checker/explore/link"
)

// linkEnv names the link to the program itself.
const linkEnv = link.Env

// sigForbidden is a signal that no process ends by here.
const sigForbidden = syscall.Signal(-1)

// strangerID returns 0: programs run as the checker's own user here.
func strangerID() int { return 0 }

func (r *Runner) prepareFolders(Spec) error { return nil }

// command returns the program's own command: there is no shim here, and only what is measured from outside limits the program.
func (b *box) command(ctx context.Context) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, b.spec.Path, b.spec.Args...)
	cmd.Env, cmd.Dir = b.spec.env(), b.spec.dir()
	return cmd, nil
}

// usage returns nothing: this system has no list of processes that is easy to read.
func (b *box) usage(int) usage { return usage{} }

func peakOf(*os.ProcessState) int64 { return 0 }

// Shim reports false: this system has no shim.
func Shim([]string) (code int, ok bool) { return 0, false }

// Probe holds no layer: this system has none of those that the package knows. Time and output are limited all the same.
func Probe(ctx context.Context) (Probed, error) { return Probed{}, ctx.Err() }

// cgroup is a control group, which only Linux has.
type cgroup struct{}

func newCgroup(Limits) (*cgroup, error) { return nil, nil }

func (*cgroup) outOfMemory() bool { return false }

func (*cgroup) close() {}
