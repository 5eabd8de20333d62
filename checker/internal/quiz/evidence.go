package quiz

import (
	"context"

	"sharedmap-workshop/checker/internal/course"
)

// Evidence is what was seen of a question's program. It shows that the right option is right. One of its fields is set.
type Evidence struct {
	Run      *Run
	Explored *Explored // of the right option's test
}

// Evidence runs the question's program once, or tries the schedules of the right option's test.
func (r *Runner) Evidence(ctx context.Context, q course.Question) (Evidence, error) {
	if q.Kind == course.Schedules {
		e, err := r.Explore(ctx, q.Program, q.Options[q.RightOption()].Test)
		return Evidence{Explored: &e}, err
	}
	run, err := r.Run(ctx, q.Program, q.Kind == course.Races)
	return Evidence{Run: &run}, err
}

// Conclusive reports whether the evidence shows anything. It does not if the schedules could not all be tried.
func (e Evidence) Conclusive() bool {
	return e.Explored == nil || e.Explored.Possible() || e.Explored.Impossible()
}

// Agrees reports whether the evidence shows what the question's right option says. It does not if somebody has changed the program.
func (e Evidence) Agrees(q course.Question) bool {
	switch q.Kind {
	case course.Prints:
		return len(checkPrints(q, *e.Run)) == 0
	case course.Waits:
		return len(checkWaits(q, *e.Run)) == 0
	case course.Races:
		return len(checkRaces(q, *e.Run)) == 0
	}
	return checkSchedule(q.Options[q.RightOption()], *e.Explored) == ""
}
