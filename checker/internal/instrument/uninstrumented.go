package instrument

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"sharedmap-workshop/checker/internal/proc"
)

// uninstrumentedRuns is how often the test is run, and uninstrumentedTime is the time limit of a run. A test that exceeds the limit
// counts as failed, so that the finding is reported.
const (
	uninstrumentedRuns = 3
	uninstrumentedTime = "30s"
)

// PassesUninstrumented reports whether a test passes in every run without scheduling points.
func (b *Binary) PassesUninstrumented(ctx context.Context, test string) (bool, error) {
	path := filepath.Join(b.work, "uninstrumented.test")
	build := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-o", path, ".")
	build.Dir, build.Env, build.WaitDelay = b.Dir, b.env, time.Second
	var out proc.HeadTailBuffer
	build.Stdout, build.Stderr = &out, &out
	if err := proc.Run(build); err != nil {
		return false, fmt.Errorf("build the uninstrumented test: %w\n%s", err, out.Bytes())
	}
	for range uninstrumentedRuns {
		run := exec.CommandContext(ctx, path, "-test.run=^"+test+"$", "-test.count=1", "-test.timeout="+uninstrumentedTime, "-test.paniconexit0")
		run.Dir, run.Env, run.WaitDelay = b.Dir, b.env, time.Second
		var out proc.HeadTailBuffer
		run.Stdout, run.Stderr = &out, &out
		if err := proc.Run(run); err != nil {
			return false, ctx.Err()
		}
	}
	return true, nil
}
