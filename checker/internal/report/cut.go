package report

import (
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

// Limits for the picture of a long schedule. The picture shows the last rows; the JSON holds all events that the explorer kept.
const (
	maxRows         = 60
	maxBlockedLines = 12
)

// lastRows returns the last maxRows rows, and a sentence with the number of steps before them. The sentence is empty if no step was left out.
func lastRows(rows []goout.Event, f goout.Finding, say *msg.Printer) ([]goout.Event, string) {
	out := f.Omitted
	if len(rows) > maxRows {
		out += len(rows) - maxRows
		rows = rows[len(rows)-maxRows:]
	}
	if out == 0 {
		return rows, ""
	}
	return rows, say.Say("schedule.omitted", "steps", out)
}

// maxCycle is the largest number of rows of a cycle that foldCycle recognises.
const maxCycle = 16

// foldCycle cuts rows that repeat until the end, three times or more, to the first repetition. again reports whether it cut any.
func foldCycle(rows []goout.Event) (out []goout.Event, again bool) {
	n := len(rows)
	for period := 1; period <= maxCycle; period++ {
		start := n - period
		for start > 0 && looksSame(rows[start-1], rows[start-1+period]) {
			start--
		}
		if n-start >= 3*period {
			return rows[:start+period], true
		}
	}
	return rows, false
}

// looksSame reports whether two rows are drawn alike. It ignores whether a row is a switch to another goroutine.
func looksSame(a, b goout.Event) bool {
	a.Switch = b.Switch
	return a == b
}

// placesFirst orders blocked goroutines so that one goroutine of each place comes first. If more goroutines are blocked than are shown, each
// place is still represented.
func placesFirst(all []goout.Goroutine) []goout.Goroutine {
	if len(all) <= maxBlockedLines {
		return all
	}
	type place struct {
		state, file string
		line        int
	}
	seen := map[place]bool{}
	var first, rest []goout.Goroutine
	for _, g := range all {
		if p := (place{g.State, g.File, g.Line}); !seen[p] {
			seen[p] = true
			first = append(first, g)
		} else {
			rest = append(rest, g)
		}
	}
	return append(first, rest...)
}
