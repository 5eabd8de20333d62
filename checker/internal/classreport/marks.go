package classreport

import (
	"slices"
	"strconv"

	"sharedmap-workshop/checker/internal/results"
)

// marks are the signs of the states, the same in the table and on the page. They are ASCII, one column wide, and do not depend on colour.
var marks = map[results.State]string{
	results.DoesNotBuild: "B",
	results.Refused:      "!",
	results.Limit:        ">",
	results.Unstable:     "~",
	results.MachineFault: "#",
	results.Unchanged:    "=",
	results.Missing:      "-",
	results.Unmatched:    "?",
}

// markSet is the sign of points that the instructor has set.
const markSet = "*"

// isSet reports whether the instructor has set the points of one of the lesson's steps.
func isSet(l results.Lesson) bool {
	return slices.ContainsFunc(l.Steps, func(s results.Step) bool { return s.Override != nil })
}

// markOf returns the sign behind a lesson's points: that it has points set by hand, or its state's.
func markOf(l results.Lesson) string {
	if isSet(l) && l.State.Final() {
		return markSet
	}
	return marks[l.State]
}

// cellText returns a lesson's short cell: its points, its mark, or both where a state leaves points.
func cellText(l results.Lesson) string {
	mark := markOf(l)
	if mark == "" || mark == markSet || l.State.Final() && l.Points > 0 {
		return strconv.Itoa(l.Points) + mark
	}
	return mark
}

// stateCount is how many students have a state.
type stateCount struct {
	state results.State
	count int
}

// countStates returns the states that occur, in the order of care, each with the number of its students.
func countStates(students []results.Student) []stateCount {
	var out []stateCount
	for _, state := range results.States() {
		n := 0
		for _, s := range students {
			if s.State == state {
				n++
			}
		}
		if n > 0 {
			out = append(out, stateCount{state, n})
		}
	}
	return out
}

// countLate returns how many students have handed in late, and how many belong to the class.
func countLate(students []results.Student) (late, members int) {
	for _, s := range students {
		if s.Late {
			late++
		}
		if s.State != results.Unmatched {
			members++
		}
	}
	return late, members
}

// The signs of a step.
const (
	signPass = "✓"
	signFail = "✗"
)
