package instrument

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/explore"
)

// Each schedule starts with the packages' initial state, as far as that can be produced again. Uninstrumented code may keep state from
// earlier schedules. So a failing schedule is replayed in a new process. If it ends differently there, an earlier schedule influenced it,
// and it is not reported as a finding.

// confirm replays the failing schedule of r in a new process. It returns r if the replay ends with the same cause, and an UnfitError if it
// does not.
func (b *Binary) confirm(ctx context.Context, o RunOptions, r *explore.Result) (*explore.Result, error) {
	switch r.Cause {
	case explore.Check, explore.Panic, explore.Deadlock, explore.Leak, explore.Livelock:
		if r.Choices == nil || r.Found <= 1 {
			return r, nil // there is nothing to replay, or it was the first schedule of its process
		}
		again, err := b.replay(ctx, o, r)
		if err != nil {
			return nil, err
		}
		if again.Cause != r.Cause {
			return nil, &UnfitError{Leftover, outcomeOf(r) + " / " + outcomeOf(again)}
		}
	case explore.Nondeterministic:
		return b.checkDeterminism(ctx, o, r)
	}
	return r, nil
}

// freshRuns is how often a schedule is replayed, each time in a new process, to see whether it always ends the same way.
const freshRuns = 12

// checkDeterminism handles a result whose schedule ended in two ways. It returns r if replays in new processes end in different ways too.
// Otherwise it returns an UnfitError.
func (b *Binary) checkDeterminism(ctx context.Context, o RunOptions, r *explore.Result) (*explore.Result, error) {
	end := ""
	for i := range freshRuns {
		again, err := b.replay(ctx, o, r)
		if err != nil {
			return nil, err
		}
		if i > 0 && outcomeOf(again) != end {
			return r, nil
		}
		end = outcomeOf(again)
	}
	if r.Message == "" {
		return nil, &UnfitError{Diverges, ""}
	}
	return nil, &UnfitError{Leftover, r.Message}
}

// replay replays the schedule of r in a new process.
func (b *Binary) replay(ctx context.Context, o RunOptions, r *explore.Result) (*explore.Result, error) {
	dir, err := os.MkdirTemp(b.data(), "again-")
	if err == nil {
		err = os.Chmod(dir, 0o755) // the test may run as another user
	}
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(dir)
	o.Replay, o.Progress = filepath.Join(dir, "schedule.json"), ""
	if err := r.Save(o.Replay); err != nil {
		return nil, err
	}
	return b.run(ctx, o)
}

// Play makes the one schedule of a test that the moves lead to, in a new process. The options' limits bound it.
func (b *Binary) Play(ctx context.Context, o RunOptions, m explore.Moves) (*explore.Result, error) {
	o.Order.Play, o.Replay, o.Progress = &m, "", ""
	return b.run(ctx, o)
}

// outcomeOf returns the cause and the message of a result as one text.
func outcomeOf(r *explore.Result) string {
	if r.Cause == explore.None {
		return "done"
	}
	if r.Message == "" {
		return string(r.Cause)
	}
	return string(r.Cause) + ": " + r.Message
}
