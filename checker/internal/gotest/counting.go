package gotest

import (
	"context"
	"strings"
	"time"
)

// Building tells how far a first run's build is: packages that the lessons' own are built from, with the race detector and without.
type Building struct{ Done, Total int }

const (
	countAfter  = time.Second // a build that takes longer has more to build than an edit
	countPause  = 20          // how much longer than a count the pause behind it is: counting takes a twentieth of one processor
	countAtMost = 4 * time.Second
	fewPackages = 5 // so few are soon built, and nobody need be told
)

// counting asks the go command again and again which packages are not up to date.
type counting struct {
	stop  context.CancelFunc
	ended chan struct{}
}

// count begins to count what is to be built of the work, and sends how far that is.
func (r *runner) count(ctx context.Context, work []Work) *counting {
	ctx, stop := context.WithCancel(ctx)
	c := &counting{stop, make(chan struct{})}
	go func() { // c.end waits for it
		defer close(c.ended)
		_ = Caught(func() error { return r.countUntilBuilt(ctx, buildable(work)) }) // who cannot be counted is built all the same
	}()
	return c
}

func (c *counting) end() {
	c.stop()
	<-c.ended
}

// countUntilBuilt counts until nothing is left to build, or ctx ends.
func (r *runner) countUntilBuilt(ctx context.Context, sources []Source) error {
	total, pause := 0, countAfter
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
		if total < fewPackages {
			return nil
		}
		if err := r.send(ctx, Event{Built: &Building{total - left, total}}); err != nil || left == 0 {
			return err
		}
		pause = min(countPause*time.Since(start), countAtMost)
	}
}

// unbuilt returns how many packages the go command would have to build for the tests of the lessons, without the lessons' own, which each run builds.
func (b *Builder) unbuilt(ctx context.Context, sources []Source) (int, error) {
	var dirs []string
	for _, s := range sources {
		dirs = append(dirs, "./"+s.Lesson.Dir())
	}
	n := 0
	for _, kind := range []string{"-race=true", "-race=false"} {
		args := []string{"list", "-e", kind, "-deps", "-test", "-modfile=" + b.mod, "-f", "{{if .Stale}}{{.ImportPath}}{{end}}"}
		out, err := b.goCommand(ctx, append(args, dirs...)...)
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
