package explore

import (
	"slices"
	"time"

	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// minimise returns a schedule that ends like o with as few switches as can be found in the time, and its choices.
func (s *search) minimise(o *rt.Outcome) (*rt.Outcome, []int) {
	if o.Message == "goroutines" { // the way to them says nothing
		return o, strategy.WaysOf(o.Path)
	}
	best, choices := s.dropStretches(o)
	tries, start := 0, newStopwatch()
	more := func() bool { return tries < maxTries && !start.exceeded(maxTriesTime) }
	for again := true; again && more(); {
		again = false
		for i := len(choices) - 1; i >= 0 && more(); i-- {
			if choices[i] == 0 {
				continue
			}
			before := append([]int(nil), choices[:min(i, len(choices))]...)
			for _, tail := range [][]int{nil, choices[i+1:]} {
				tries++
				candidate := append(append(before[:i:i], 0), tail...)
				if c := s.schedule(candidate, nil, false); c.End == o.End && !c.Diverged && c.Switches < best.Switches {
					best, choices, again = c, strategy.WaysOf(c.Path), true
					break
				}
			}
			i = min(i, len(choices))
		}
	}
	return best, choices
}

// dropStretches resets whole stretches of choices to the first way, long stretches first. A random schedule has many switches that
// its end does not need.
func (s *search) dropStretches(o *rt.Outcome) (*rt.Outcome, []int) {
	best, choices := o, strategy.WaysOf(o.Path)
	start := newStopwatch()
	for size := len(choices) / 2; size > 1; size /= 2 {
		for from := 0; from+size <= len(choices) && !start.exceeded(maxTriesTime); from += size {
			part := choices[from : from+size]
			if !slices.ContainsFunc(part, func(c int) bool { return c != 0 }) {
				continue
			}
			candidate := slices.Clone(choices)
			clear(candidate[from : from+size])
			if c := s.schedule(candidate, nil, false); c.End == o.End && c.Switches < best.Switches {
				best, choices = c, strategy.WaysOf(c.Path)
			}
		}
	}
	return best, choices
}

// How long minimising goes on.
const (
	maxTries     = 300
	maxTriesTime = 2 * time.Second
)
