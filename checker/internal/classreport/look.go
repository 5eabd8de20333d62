package classreport

import (
	"cmp"
	"slices"

	"sharedmap-workshop/checker/internal/results"
)

// look is something that an instructor has to look at: a state of a lesson with its reason, and the students who have it.
type look struct {
	state  results.State
	lesson string // the id of the lesson or of the step; empty: the whole submission
	why    string
	ids    []string
}

// looks returns what an instructor has to look at, in the order of care. Students with the same state of the same lesson and the same reason
// are together, so that a fault that meets everybody is one entry.
func looks(students []results.Student) []look {
	var out []look
	add := func(state results.State, lesson, why, id string) {
		i := slices.IndexFunc(out, func(l look) bool { return l.state == state && l.lesson == lesson && l.why == why })
		if i < 0 {
			out, i = append(out, look{state: state, lesson: lesson, why: why}), len(out)
		}
		out[i].ids = append(out[i].ids, id)
	}
	for _, s := range students {
		found := false
		for _, l := range s.Lessons {
			if needsLook(l.State) {
				place, why := reasonOf(l)
				add(l.State, place, why, s.Student)
				found = true
			}
		}
		if !found && needsLook(s.State) {
			why := ""
			if len(s.Problems) > 0 {
				why = s.Problems[0]
			}
			add(s.State, "", why, s.Student)
		}
	}
	order := results.States()
	slices.SortStableFunc(out, func(a, b look) int {
		return cmp.Or(slices.Index(order, a.state)-slices.Index(order, b.state), cmp.Compare(a.lesson, b.lesson))
	})
	return out
}

// reasonOf returns where in a lesson its state comes from, and why. A step without a verdict tells it better than the lesson.
func reasonOf(l results.Lesson) (place, why string) {
	for _, s := range l.Steps {
		if s.Status == statusNotJudged || s.Stopped != "" {
			return s.ID, cmp.Or(s.Because, l.Why)
		}
	}
	return l.ID, l.Why
}
