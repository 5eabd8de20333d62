package cli

import (
	"context"
	"errors"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/instrument"
)

// onlyWithPoints reports whether a test fails only since scheduling points are in it: its very first schedule breaks and so does
// every other, but the plain test passes. A schedule that does not break would show that the explorer's world has a way to pass as
// the real one has. What happens after the test has
// ended, a goroutine that is left, and accesses that nothing orders are nothing that a plain test would notice.
func (a *app) onlyWithPoints(ctx context.Context, bin *instrument.Binary, test string, r *explore.Result) bool {
	switch r.Cause {
	case explore.Check, explore.Panic, explore.Deadlock, explore.Livelock, explore.Endless:
	default:
		return false
	}
	if r.Passed > 0 || r.After {
		return false
	}
	if passes, err := bin.PassesUninstrumented(ctx, test); err != nil || !passes {
		return false
	}
	return r.Choices == nil || allBreak(ctx, bin, test)
}

// How far other schedules are looked at.
const (
	otherSchedules = 1000
	otherTime      = 5 * time.Second
)

// allBreak reports whether every schedule that was tried breaks.
func allBreak(ctx context.Context, bin *instrument.Binary, test string) bool {
	r, err := bin.RunTest(ctx, instrument.RunOptions{Test: test, Order: explore.Order{All: true, NoRaces: true, Schedules: otherSchedules, Time: otherTime}})
	var unfit *instrument.UnfitError
	return errors.As(err, &unfit) || err == nil && r.Failed > 0 && r.Passed == 0
}
