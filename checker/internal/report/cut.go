package report

import (
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

// How much of a long schedule is drawn: what happened last. All that was kept is in the JSON.
const (
	maxRows  = 60
	maxStuck = 12
)

// lastRows leaves out what happened before the last rows, and says how many steps that are.
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

// maxCycle is how many rows a cycle may have that is drawn once.
const maxCycle = 16

// foldCycle leaves one round of rows that repeat until the end, three times and more; again: there were others.
func foldCycle(rows []goout.Event) (out []goout.Event, again bool) {
	n := len(rows)
	for period := 1; period <= maxCycle; period++ {
		start := n - period
		for start > 0 && same(rows[start-1], rows[start-1+period]) {
			start--
		}
		if n-start >= 3*period {
			return rows[:start+period], true
		}
	}
	return rows, false
}

// same tells whether two rows look the same, however the goroutine came to move.
func same(a, b goout.Event) bool {
	a.Switch = b.Switch
	return a == b
}

// placesFirst begins with one goroutine of each place, so that no place is left out where many wait at one.
func placesFirst(all []goout.Goroutine) []goout.Goroutine {
	if len(all) <= maxStuck {
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
