package gotest

import (
	"context"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/panics"
)

// Building is the progress of a first run's build: how many of the packages that the lessons import have been built, with and without the
// race detector.
type Building struct{ Done, Total int }

const (
	firstCountDelay  = 2 * time.Second // the time before the first count; a build after an edit takes less
	countDutyDivisor = 20              // the pause after a count is this many times as long as the count, so counting takes a twentieth of one processor
	maxCountPause    = 4 * time.Second
	minCounted       = 5 // fewer packages are built quickly and are not reported
)

// buildCounter is a goroutine that asks the go command repeatedly how many packages are not up to date.
type buildCounter struct {
	stop  context.CancelFunc
	ended chan struct{}
}

// startCounting starts to count the packages that the work needs, and sends the progress of the build.
func (r *runner) startCounting(ctx context.Context, work []Work) *buildCounter {
	ctx, stop := context.WithCancel(ctx)
	c := &buildCounter{stop, make(chan struct{})}
	go func() { // end waits for this goroutine
		defer close(c.ended)
		_ = panics.Recover(func() error { return r.countUntilBuilt(ctx, sourcesToBuild(work)) }) // an error here must not affect the build
	}()
	return c
}

func (c *buildCounter) end() {
	c.stop()
	<-c.ended
}

// countUntilBuilt sends the progress repeatedly until no package is left to build, or ctx ends.
func (r *runner) countUntilBuilt(ctx context.Context, sources []Source) error {
	total, pause := 0, firstCountDelay
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		start := time.Now()
		left, err := r.builder.unbuilt(ctx, sources)
		if err != nil {
			return err
		}
		total = max(total, left)
		if total < minCounted {
			return nil
		}
		if err := r.send(ctx, Event{Built: &Building{total - left, total}}); err != nil || left == 0 {
			return err
		}
		pause = min(countDutyDivisor*time.Since(start), maxCountPause)
	}
}

// unbuilt returns how many packages the go command would have to build for the lessons' tests. It leaves out the lessons' own packages,
// which every run builds.
func (b *Builder) unbuilt(ctx context.Context, sources []Source) (int, error) {
	var dirs []string
	for _, s := range sources {
		dirs = append(dirs, "./"+s.Lesson.Dir())
	}
	n := 0
	for _, kind := range []string{"-race=true", "-race=false"} {
		args := []string{"list", "-e", kind, "-deps", "-test", "-modfile=" + b.mod, "-f", "{{if .Stale}}{{.ImportPath}}{{end}}"}
		out, err := b.runGo(ctx, append(args, dirs...)...)
		if err != nil {
			return 0, err
		}
		for line := range strings.Lines(string(out)) {
			if !strings.Contains(line, module+"/lessons/") {
				n++
			}
		}
	}
	return n, nil
}
