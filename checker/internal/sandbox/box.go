package sandbox

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// box is what one run needs beside the command: the pipes to the shim, and the control group.
type box struct {
	runner   *Runner
	spec     Spec
	limits   Limits
	measured []string // folders whose size counts

	alive, life    *os.File // this process holds life: when alive reads an end, the checker is gone
	report, failed *os.File // the shim writes to failed why it could not set up a layer
	group          *cgroup  // nil: none
}

// open makes a box.
func (r *Runner) open(spec Spec, limits Limits) (*box, error) {
	b := &box{runner: r, spec: spec, limits: limits, measured: spec.Write}
	err := r.prepareFolders(spec)
	if err == nil {
		b.alive, b.life, err = os.Pipe()
	}
	if err == nil {
		b.report, b.failed, err = os.Pipe()
	}
	if err == nil && r.has(Cgroup) {
		b.group, err = newCgroup(limits)
	}
	if err != nil {
		b.close()
		return nil, fmt.Errorf("prepare the sandbox: %w", err)
	}
	return b, nil
}

// maxDetail bounds what is read of a shim's report, in bytes.
const maxDetail = 4 << 10

// setupFailure returns what the shim reported, or "". Call it when the process has ended.
func (b *box) setupFailure() string {
	_ = b.failed.Close()
	text, err := io.ReadAll(io.LimitReader(b.report, maxDetail))
	if err != nil && !errors.Is(err, os.ErrClosed) {
		return err.Error()
	}
	return string(text)
}

// outOfMemory reports whether the system killed a process of the control group because the group had no memory left.
func (b *box) outOfMemory() bool { return b.group != nil && b.group.outOfMemory() }

// close ends what is left in the control group, and frees everything.
func (b *box) close() {
	for _, f := range []*os.File{b.alive, b.life, b.report, b.failed} {
		if f != nil {
			_ = f.Close() // a second close is harmless
		}
	}
	if b.group != nil {
		b.group.close()
	}
}
