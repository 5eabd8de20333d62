package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/report"
)

// followPause is the time without a new line after which what was read counts as complete.
const followPause = 500 * time.Millisecond

// follow explains an output that does not end: each finding is shown as soon as it is complete. A finding that comes again is one line.
func (a *app) follow(ctx context.Context, r io.Reader, f outputFlags) error {
	lines, done := make(chan string), make(chan error, 1)
	reading, stop := context.WithCancel(ctx)
	go func() {
		defer close(lines)
		done <- goout.Lines(r, func(line string) {
			select {
			case lines <- line:
			case <-reading.Done():
			}
		})
	}()
	err := a.showFollowed(ctx, lines, f)
	stop()
	for range lines { // the reader ends with its input, or with ctx
	}
	if readErr := <-done; readErr != nil && ctx.Err() == nil {
		return fmt.Errorf("read the output: %w", readErr)
	}
	return err
}

// showFollowed shows the findings in the lines until the channel is closed or ctx ends.
func (a *app) showFollowed(ctx context.Context, lines <-chan string, f outputFlags) error {
	follower := goout.NewFollower()
	pause := time.NewTimer(followPause)
	defer pause.Stop()
	for {
		var found []goout.Finding
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, ok := <-lines:
			if !ok {
				return a.showNew(follower.Finish(), f)
			}
			found = follower.Line(line)
			pause.Reset(followPause)
		case <-pause.C:
			found = follower.Pause()
		}
		if err := a.showNew(found, f); err != nil {
			return err
		}
	}
}

// showNew shows findings in full the first time, and in one line when they come again.
func (a *app) showNew(found []goout.Finding, f outputFlags) error {
	var fresh, again []goout.Finding
	for _, x := range found {
		if x.Times > 1 {
			again = append(again, x)
		} else {
			fresh = append(fresh, x)
		}
	}
	if len(fresh) > 0 {
		if err := a.showFound(fresh, f); err != nil {
			return err
		}
	}
	if len(again) > 0 {
		tree := newTree()
		results := a.resultsOf(report.FoundResults(report.Found(again, a.say)), tree, tree, f)
		report.WriteBrief(a.Stdout, a.style(a.Stdout), a.say, results)
	}
	return nil
}
