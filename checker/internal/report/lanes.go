package report

import (
	"fmt"
	"io"
	"path"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// maxLanes is how many goroutines have a column of their own in 80 columns; with more, rows name them instead.
const maxLanes = 4

// DrawSchedule draws a schedule: a column a goroutine, in each row the line that one of them ran, the switch that breaks it marked.
func DrawSchedule(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	for _, line := range ScheduleRows(style, say, f) {
		fmt.Fprintf(w, "  %s\n", strings.TrimRight(line, " "))
	}
}

// ScheduleRows returns the picture's lines, the head first: a demo shows them one by one.
func ScheduleRows(style term.Style, say *msg.Printer, f goout.Finding) []string {
	rows, again := foldCycle(merged(dropSetup(f.Trace)))
	rows, before := lastRows(rows, f, say)
	wide := min(style.Column, maxPicture) - 2
	after := stuck(style, f, say, wide)
	if again {
		after = append(term.Wrap(say.Say("schedule.again-and-again"), wide), after...)
	}
	names := laneNames(rows, f)
	if len(names) > maxLanes || style.Plain || style.Column < twoLanes {
		out := append(folded(style, rows, wide), after...)
		if before != "" {
			out = append([]string{before}, out...)
		}
		return out
	}
	gap := " │ "
	if style.Ascii {
		gap = " | "
	}
	each := (wide - (len(names)-1)*3) / max(1, len(names))
	out := []string{across(names, headings(style, names, each), each, gap, style.Palette().Bold)}
	out = append(out, strings.Repeat("-", wide))
	if !style.Ascii {
		out[1] = strings.Repeat("─", wide)
	}
	if before != "" {
		out = append(out, before)
	}
	for _, e := range rows {
		for i, line := range eventLines(style, e, each) {
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
			out = append(out, across(names, cells, each, gap, paint))
		}
	}
	return append(out, after...)
}

// dropSetup leaves out what is not the program's: where a test starts its goroutines and waits for them, and all else that a lesson's scenario
// does, but for what it calls.
func dropSetup(trace []goout.Event) []goout.Event {
	var out []goout.Event
	for _, e := range trace {
		if e.Op == "go" || strings.HasSuffix(e.File, "_test.go") && strings.HasPrefix(e.Op, "wait for ") {
			continue
		}
		if ofScenario(e.File) && e.Op != "call" {
			continue
		}
		out = append(out, e)
	}
	return out
}

// ofScenario reports whether a file holds a lesson's scenarios: it begins with that word, as the builder of exploring binaries wants it.
func ofScenario(file string) bool {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return strings.HasPrefix(base, "scenario") && strings.HasSuffix(base, "_test.go")
}

// Movers counts the goroutines that have a lane in the finding's picture.
func Movers(f goout.Finding) int { return len(laneNames(merged(dropSetup(f.Trace)), f)) }

// laneNames lists the goroutines in the order of their first move, and those that never moved but wait.
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

// headings are the names as they fit their columns: of a long one the beginning, and its number, which tells it from its like.
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

func across(names, cells []string, each int, gap string, paint func(...any) string) string {
	var b strings.Builder
	for k := range names {
		if k > 0 {
			b.WriteString(gap)
		}
		cell := term.Cut(cells[k], each)
		if cell != "" {
			b.WriteString(paint(cell))
		}
		b.WriteString(strings.Repeat(" ", each-term.Width(cell)))
	}
	return b.String()
}

// merged joins what one goroutine did on one line in a row: a line is a row, unless its two halves were torn apart.
func merged(trace []goout.Event) []goout.Event {
	var out []goout.Event
	for _, e := range trace {
		if n := len(out) - 1; n >= 0 && out[n].Goroutine == e.Goroutine && out[n].File == e.File && out[n].Line == e.Line {
			out[n].Op, out[n].Value = joined(out[n], e)
			continue
		}
		out = append(out, e)
	}
	return torn(out)
}

// torn marks the switches that cut a line in two: another goroutine moves, and then the first one goes on at the same line.
func torn(rows []goout.Event) []goout.Event {
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

func joined(a, b goout.Event) (op, value string) {
	if b.Op == "" || b.Op == a.Op && b.Value == a.Value {
		return a.Op, a.Value
	}
	if b.Value != "" {
		return b.Op, b.Value
	}
	return a.Op, a.Value
}

// eventLines is a row of one lane: the line's number and code, and below it what was read or written.
func eventLines(style term.Style, e goout.Event, wide int) []string {
	mark := " "
	if e.Switch {
		mark = ">"
	}
	head := fmt.Sprintf("%s%3d ", mark, e.Line)
	if e.Line == 0 {
		return []string{mark + "    " + e.Op}
	}
	if ofScenario(e.File) { // its lines are not the student's: only what it calls matters
		return []string{mark + "    " + term.Cut(oneLine(e.Value), wide-5)}
	}
	short, _, _ := fit(style, e.Code, 0, 0, wide-len(head))
	lines := []string{head + short}
	if e.Value != "" {
		lines = append(lines, strings.Repeat(" ", len(head)+1)+term.Cut(e.Op+": "+oneLine(e.Value), wide-len(head)-1))
	}
	return lines
}

// folded is the same with one lane, where rows name their goroutine.
func folded(style term.Style, rows []goout.Event, wide int) []string {
	var out []string
	last := ""
	for _, e := range rows {
		if e.Goroutine != last {
			out = append(out, style.Palette().Bold(e.Goroutine+":"))
			last = e.Goroutine
		}
		out = append(out, eventLines(style, e, wide)...)
	}
	return out
}

// stuck says who never moves again, and what for.
func stuck(style term.Style, f goout.Finding, say *msg.Printer, wide int) []string {
	var out []string
	for i, g := range placesFirst(f.Goroutines) {
		if i == maxStuck {
			return append(out, say.Say("schedule.more-stuck", "count", len(f.Goroutines)-i))
		}
		at := ""
		if g.Line > 0 {
			at = fmt.Sprintf("%s:%d", g.File, g.Line)
		}
		line := say.Say("schedule.stuck", "who", g.Func, "state", stateWord(g.State, say), "place", at)
		if f.Cause == string(explore.Livelock) && stateWord(g.State, say) == g.State { // no state of those who wait
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

// oneLine keeps a value short enough for a line.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
