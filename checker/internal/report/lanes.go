package report

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// maxSchedule is the width of the widest schedule, in columns. Its lanes show code side by side, so it uses more of a wide terminal than a text.
const maxSchedule = 160

// minLane is the width of the narrowest lane, in columns. There is room for a line number and some words of code.
const minLane = 22

// maxLanes is the largest number of goroutines that are drawn in lanes. With more goroutines, the picture has one lane and its rows name the goroutine.
const maxLanes = 4

// DrawSchedule draws a schedule with one lane for each goroutine. Each row shows the line that one goroutine ran. The switches that lead to the
// failure are marked.
func DrawSchedule(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	for _, line := range ScheduleRows(style, say, f) {
		fmt.Fprintf(w, "  %s\n", strings.TrimRight(line, " "))
	}
}

// ScheduleRows returns the lines of the schedule's picture, headings first. A demo shows them one by one.
func ScheduleRows(style term.Style, say *msg.Printer, f goout.Finding) []string {
	rows, again := foldCycle(mergeLines(dropSetup(f.Trace)))
	rows, before := lastRows(rows, f, say)
	wide := min(style.Column, maxPicture) - 2
	after := blockedLines(style, f, say, wide)
	if again {
		after = append(term.Wrap(say.Say("schedule.again-and-again"), wide), after...)
	}
	names := laneNames(rows, f)
	lanesWide := min(style.Column, maxSchedule) - 2
	each := (lanesWide - (len(names)-1)*3) / max(1, len(names))
	if len(names) > maxLanes || style.Plain || style.Column < twoLanes || each < minLane {
		out := append(singleLane(style, say, rows, wide), after...)
		if before != "" {
			out = append([]string{before}, out...)
		}
		return out
	}
	gap := " │ "
	if style.Ascii {
		gap = " | "
	}
	out := []string{joinCells(names, headings(style, names, each), each, gap, style.Palette().Bold)}
	out = append(out, strings.Repeat("-", lanesWide))
	if !style.Ascii {
		out[1] = strings.Repeat("─", lanesWide)
	}
	if before != "" {
		out = append(out, before)
	}
	for _, e := range rows {
		for i, line := range eventLines(style, say, e, each) {
			paint := fmt.Sprint
			if e.Switch && i == 0 {
				paint = style.Palette().Bad
			}
			cells := make([]string, len(names))
			for k, n := range names {
				if n == e.Goroutine {
					cells[k] = line
				}
			}
			out = append(out, joinCells(names, cells, each, gap, paint))
		}
	}
	return append(out, after...)
}

// dropSetup removes the events that belong to the test instead of the program: the start of goroutines, the waits of a test for its goroutines,
// and, in a lesson, all events of test files except the calls of the scenario.
func dropSetup(trace []goout.Event) []goout.Event {
	var out []goout.Event
	lesson := slices.ContainsFunc(trace, func(e goout.Event) bool { return ofScenario(e.File) })
	for _, e := range trace {
		if e.Op == "go" || strings.HasSuffix(e.File, "_test.go") && strings.HasPrefix(e.Op, "wait for ") {
			continue
		}
		if lesson && strings.HasSuffix(e.File, "_test.go") && !(ofScenario(e.File) && e.Op == "call") {
			continue
		}
		out = append(out, e)
	}
	return out
}

// ofScenario reports whether a file holds a lesson's scenarios. The builder of exploring binaries requires a name of the form scenario*_test.go.
func ofScenario(file string) bool {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return strings.HasPrefix(base, "scenario") && strings.HasSuffix(base, "_test.go")
}

// LaneCount returns the number of goroutines that have a lane in the finding's picture.
func LaneCount(f goout.Finding) int { return len(laneNames(mergeLines(dropSetup(f.Trace)), f)) }

// laneNames returns the goroutines in the order of their first row, then the blocked goroutines that have no row.
func laneNames(rows []goout.Event, f goout.Finding) []string {
	var names []string
	seen := map[string]bool{}
	add := func(n string) {
		if !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	for _, e := range rows {
		add(e.Goroutine)
	}
	for _, g := range f.Goroutines {
		add(g.Func)
	}
	return names
}

// headings returns the names cut to the width of a lane. A long name keeps its beginning and its number, because only the number is unique.
func headings(style term.Style, names []string, each int) []string {
	out := make([]string, len(names))
	for k, name := range names {
		i := strings.LastIndex(name, " #")
		if i < 0 || term.Width(name) <= each {
			out[k] = style.Shorten(name, each)
			continue
		}
		out[k] = style.Shorten(name[:i], each-term.Width(name[i:])) + name[i:]
	}
	return out
}

// joinCells returns one row of the picture. It pads or cuts each cell to the width of a lane.
func joinCells(names, cells []string, each int, gap string, paint func(...any) string) string {
	var b strings.Builder
	for k := range names {
		if k > 0 {
			b.WriteString(gap)
		}
		cell := term.Cut(cells[k], each) // the cells fit; only a very narrow lane cuts
		if cell != "" {
			b.WriteString(paint(cell))
		}
		b.WriteString(strings.Repeat(" ", each-term.Width(cell)))
	}
	return b.String()
}

// mergeLines merges consecutive events of one goroutine on one line into one row. A line that another goroutine preempted stays in two
// rows.
func mergeLines(trace []goout.Event) []goout.Event {
	var out []goout.Event
	for _, e := range trace {
		e = withName(e)
		if n := len(out) - 1; n >= 0 && out[n].Goroutine == e.Goroutine && out[n].File == e.File && out[n].Line == e.Line {
			out[n].Op, out[n].Value = joinOps(out[n], e)
			continue
		}
		out = append(out, e)
	}
	return markPreempted(out)
}

// withName puts the name of the variable into an operation that reads or writes one: "read total".
func withName(e goout.Event) goout.Event {
	name, value := variable(e)
	if e.Op != "read" && e.Op != "write" || name == "" || value == "" || strings.Contains(name, ": ") {
		return e
	}
	e.Op, e.Value = e.Op+" "+name, value
	return e
}

// markPreempted marks each switch that preempts a goroutine in the middle of a line: another goroutine runs, and then the first one continues
// on the same line.
func markPreempted(rows []goout.Event) []goout.Event {
	for i := 1; i < len(rows); i++ {
		was := rows[i-1]
		if rows[i].Goroutine == was.Goroutine {
			continue
		}
		for _, later := range rows[i+1:] {
			if later.Goroutine == was.Goroutine {
				rows[i].Switch = rows[i].Switch || later.Line == was.Line && later.File == was.File
				break
			}
		}
	}
	return rows
}

// joinOps returns the operation and the values of a row that merges two events. Each value after the first is a line of its own with its
// operation, so that a line that reads and writes shows both.
func joinOps(a, b goout.Event) (op, value string) {
	switch {
	case b.Op == "" || b.Value == "":
		return a.Op, a.Value
	case a.Value == "":
		return b.Op, b.Value
	}
	next := b.Op + ": " + oneLine(b.Value)
	if slices.Contains(strings.Split(a.Op+": "+a.Value, "\n"), next) {
		return a.Op, a.Value
	}
	return a.Op, a.Value + "\n" + next
}

// singleLane returns the rows in one lane. A heading names the goroutine each time that it changes.
func singleLane(style term.Style, say *msg.Printer, rows []goout.Event, wide int) []string {
	var out []string
	last := ""
	for _, e := range rows {
		if e.Goroutine != last {
			out = append(out, style.Palette().Bold(e.Goroutine+":"))
			last = e.Goroutine
		}
		out = append(out, eventLines(style, say, e, wide)...)
	}
	return out
}

// blockedLines returns a line for each goroutine that stays blocked, with what it waits for.
func blockedLines(style term.Style, f goout.Finding, say *msg.Printer, wide int) []string {
	var out []string
	for i, g := range placesFirst(f.Goroutines) {
		if i == maxBlockedLines {
			return append(out, say.Say("schedule.more-stuck", "count", len(f.Goroutines)-i))
		}
		at := ""
		if g.Line > 0 {
			at = fmt.Sprintf("%s:%d", g.File, g.Line)
		}
		line := say.Say("schedule.stuck", "who", g.Func, "state", stateWord(g.State, say), "place", at)
		if f.Cause == string(explore.Livelock) && stateWord(g.State, say) == g.State { // the goroutine is not blocked: it never ends
			line = say.Say("schedule.moves", "who", g.Func, "place", at)
		}
		for j, part := range term.Wrap(line, wide-2) {
			if j > 0 {
				part = "  " + part
			}
			out = append(out, style.Palette().Bad(part))
		}
	}
	return out
}
