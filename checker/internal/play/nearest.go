package play

import (
	"context"
	"slices"

	"sharedmap-workshop/checker/explore"
)

// maxNearest is how many schedules Nearest makes at most.
const maxNearest = 200

// Nearest returns a schedule that ends well and goes as long as possible like the breaking one of search, or nil if it finds none: at the last choice at
// which another way leads to a good end, it takes that way, and after it the first ways.
func Nearest(ctx context.Context, replay Replay, search *explore.Result) (*explore.Result, error) {
	if search.OK() || search.Points.Order != "" { // there, choices are counted in another order
		return nil, nil
	}
	tries := 0
	for i := len(search.Choices) - 1; i >= 0; i-- {
		same := search.Choices[:i:i]
		at, err := replay(ctx, explore.Moves{Ways: same, Points: search.Points})
		if err != nil {
			return nil, err
		}
		if at.Played == nil || at.Played.Open == nil {
			continue
		}
		for way := range at.Played.Open.Ways {
			if way == search.Choices[i] {
				continue
			}
			if tries++; tries > maxNearest {
				return nil, nil
			}
			r, err := replay(ctx, explore.Moves{Ways: append(slices.Clone(same), way), ToEnd: true, Points: search.Points})
			if err != nil {
				return nil, err
			}
			if StateOf(r) == Held {
				return r, nil
			}
		}
	}
	return nil, nil
}
