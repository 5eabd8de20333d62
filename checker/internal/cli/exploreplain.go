package cli

import (
	"context"
	"errors"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/instrument"
)

// failsOnlyInstrumented reports whether a test fails because of its instrumentation: all schedules fail, but the uninstrumented test
// passes. If one schedule passes, the failure is the test's own. Leaks, data races and failures after the end of the test do not
// count, because the uninstrumented test does not detect them.
func (a *app) failsOnlyInstrumented(ctx context.Context, bin *instrument.Binary, test string, r *explore.Result) bool {
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
	return r.Choices == nil || allFail(ctx, bin, test)
}

// The limits of the search for a schedule that passes.
const (
	otherSchedules = 1000
	otherTime      = 5 * time.Second
)

// allFail reports whether every schedule that was tried fails.
func allFail(ctx context.Context, bin *instrument.Binary, test string) bool {
	r, err := bin.RunTest(ctx, instrument.RunOptions{Test: test, Order: explore.Order{All: true, NoRaces: true, Schedules: otherSchedules, Time: otherTime}})
	var unfit *instrument.UnfitError
	return errors.As(err, &unfit) || err == nil && r.Failed > 0 && r.Passed == 0
}
