package explore

import (
	"fmt"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// The result of a schedule may depend on more than the schedule: on the order of a map, or on random numbers that the scheduler does
// not see. Then a schedule that is made again ends in another way.

// checkDeterminism makes the first schedule again, and notes in r where it ends in another way.
func (s *search) checkDeterminism(r *Result) {
	first := s.schedule(nil, nil, false)
	if other := s.otherEnd(first, nil); other != nil {
		s.nondeterministic(r, first, other, []int{})
	} else if s.diverged {
		r.Cause, r.Choices = Nondeterministic, []int{}
	}
	r.Exhausted = r.Exhausted && r.Cause == None
}

// otherEnd makes one schedule again and again, and returns an outcome that differs from o, or nil.
func (s *search) otherEnd(o *rt.Outcome, choices []int) *rt.Outcome {
	start := newStopwatch()
	for i := 0; i < maxRepeats && !start.exceeded(maxRepeatTime); i++ {
		if other := s.schedule(choices, nil, false); other.End != o.End || other.Message != o.Message {
			return other
		}
	}
	return nil
}

// How often a schedule is made again to see whether it always ends in the same way.
const (
	maxRepeats    = 24
	maxRepeatTime = 40 * time.Millisecond
)

// nondeterministic notes in r that one schedule ended in two ways.
func (s *search) nondeterministic(r *Result, a, b *rt.Outcome, choices []int) {
	r.Cause, r.Choices, r.Points = Nondeterministic, choices, s.points.Export(s.base)
	r.Outcomes = []string{summary(a), summary(b)}
	r.Message = strings.Join(r.Outcomes, " / ")
}

func summary(o *rt.Outcome) string {
	if o.Message == "" {
		return string(o.End)
	}
	return fmt.Sprintf("%s: %s", o.End, o.Message)
}
