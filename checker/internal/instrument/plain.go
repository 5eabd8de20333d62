package instrument

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// plainRuns is how often the plain test is run, and plainTime how long one run may take. A test that takes longer counts as one
// that does not pass, so that a finding stands.
const (
	plainRuns = 3
	plainTime = "30s"
)

// PassesPlainly reports whether a test passes each time without scheduling points in it.
func (b *Binary) PassesPlainly(ctx context.Context, test string) (bool, error) {
	path := filepath.Join(b.work, "plain.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-o", path, ".")
	build.Dir, build.Env, build.WaitDelay = b.Dir, b.env, time.Second
	var out proc.HeadTailBuffer
	build.Stdout, build.Stderr = &out, &out
	if err := proc.Run(build); err != nil {
		return false, fmt.Errorf("build the plain test: %w\n%s", err, out.Bytes())
	}
	for range plainRuns {
		run := exec.CommandContext(ctx, path, "-test.run=^"+test+"$", "-test.count=1", "-test.timeout="+plainTime, "-test.paniconexit0")
		run.Dir, run.Env, run.WaitDelay = b.Dir, b.env, time.Second
		var out proc.HeadTailBuffer
		run.Stdout, run.Stderr = &out, &out
		if err := proc.Run(run); err != nil {
			return false, ctx.Err()
		}
	}
	return true, nil
}
