package instrument

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sharedmap-workshop/checker/explore"
)

// Each schedule begins with the state that the packages begin with, as far as that can be had: code without points keeps what it
// keeps. So what is found is made again in a process where no schedule has been before. If it ends otherwise there, an earlier
// schedule had a hand in it, and it is no finding.

// confirm makes the schedule of r again, and returns r where it ends as it did.
func (b *Binary) confirm(ctx context.Context, o RunOptions, r *explore.Result) (*explore.Result, error) {
	switch r.Cause {
	case explore.Check, explore.Panic, explore.Deadlock, explore.Leak, explore.Livelock:
		if r.Choices == nil || r.Found <= 1 {
			return r, nil // nothing to make again, or the first schedule of its process
		}
		again, err := b.again(ctx, o, r)
		if err != nil {
			return nil, err
		}
		if again.Cause != r.Cause {
			return nil, &UnfitError{Leftover, endOf(r) + " / " + endOf(again)}
		}
	case explore.Nondeterministic:
		return b.steady(ctx, o, r)
	}
	return r, nil
}

// freshRuns is how often a schedule is made in a process of its own to see whether it always ends alike.
const freshRuns = 12

// steady returns r, whose schedule ended in two ways, unless that schedule always ends alike where none has been before.
func (b *Binary) steady(ctx context.Context, o RunOptions, r *explore.Result) (*explore.Result, error) {
	end := ""
	for i := range freshRuns {
		again, err := b.again(ctx, o, r)
		if err != nil {
			return nil, err
		}
		if i > 0 && endOf(again) != end {
			return r, nil
		}
		end = endOf(again)
	}
	if r.Message == "" {
		return nil, &UnfitError{Unlike, ""}
	}
	return nil, &UnfitError{Leftover, r.Message}
}

// again makes the schedule of r in a process of its own.
func (b *Binary) again(ctx context.Context, o RunOptions, r *explore.Result) (*explore.Result, error) {
	dir, err := os.MkdirTemp(b.work, "again-")
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

func endOf(r *explore.Result) string {
	if r.Cause == explore.None {
		return "done"
	}
	if r.Message == "" {
		return string(r.Cause)
	}
	return string(r.Cause) + ": " + r.Message
}
