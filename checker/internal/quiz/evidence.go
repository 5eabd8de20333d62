package quiz

import (
	"context"

	"sharedmap-workshop/checker/internal/course"
)

// Evidence is what was seen of a question's program. It shows whether an option is right.
type Evidence struct {
	Option   course.Option
	Run      *Run      // nil for a question of kind Schedules
	Explored *Explored // of the option's test; nil for the other kinds
}

// Evidence runs the question's program once, or tries the schedules of the option's test.
func (r *Runner) Evidence(ctx context.Context, q course.Question, o course.Option) (Evidence, error) {
	if q.Kind == course.Schedules {
		e, err := r.Explore(ctx, q.Program, o.Test)
		return Evidence{Option: o, Explored: &e}, err
	}
	run, err := r.Run(ctx, q.Program, q.Kind == course.Races)
	return Evidence{Option: o, Run: &run}, err
}

// Conclusive reports whether the evidence shows anything. It does not if the schedules could not all be tried.
func (e Evidence) Conclusive() bool {
	return e.Explored == nil || e.Explored.Possible() || e.Explored.Impossible()
}

// Agrees reports whether the evidence shows what the question says. It does not if somebody has changed the program.
func (e Evidence) Agrees(q course.Question) bool {
	switch q.Kind {
	case course.Prints:
		return len(checkPrints(q, *e.Run)) == 0
	case course.Waits:
		return len(checkWaits(q, *e.Run)) == 0
	case course.Races:
		return len(checkRaces(q, *e.Run)) == 0
	}
	return checkSchedule(e.Option, *e.Explored) == ""
}
