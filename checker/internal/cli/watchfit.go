package cli

import (
	"slices"

	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// frame is the content of a screen: the head and the tail are always on it, the parts between them as far as they fit.
type frame struct {
	head  []string
	parts []report.Part
	tail  []string
	more  string // the line that says which key shows what did not fit
}

// groups returns the head, the parts and the tail, broken to the width of the screen. With short, a part that is shown only as a whole is
// replaced by what stands in for it.
func (f frame) groups(columns int, short bool) [][]string {
	out := [][]string{broken(f.head, columns)}
	for _, p := range f.parts {
		lines := p.Lines
		if p.Whole && short {
			lines = p.Instead
		}
		out = append(out, broken(lines, columns))
	}
	return append(out, broken(f.tail, columns))
}

// whole returns everything, with an empty line between the groups. It reports whether that fits on a screen of columns and rows.
func (f frame) whole(columns, rows int) (lines []string, ok bool) {
	lines = spaced(f.groups(columns, false), len(f.parts)+1)
	return lines, len(lines) <= rows
}

// fit returns the lines of the frame for a screen of columns and rows. What does not fit is cut at whole lines.
func (f frame) fit(columns, rows int) []string {
	for _, short := range []bool{false, true} {
		groups := f.groups(columns, short)
		if spare := rows - countLines(groups); spare >= 0 {
			return spaced(groups, spare)
		}
	}
	groups := f.groups(columns, true)
	head, parts, tail := groups[0], groups[1:len(groups)-1], groups[len(groups)-1]
	room := rows - len(head) - len(tail) - 1
	if room < 1 { // a very low screen: the beginning, and the way to the rest
		return append(slices.Clip(head[:min(len(head), max(0, rows-1))]), f.more)
	}
	cut := [][]string{head}
	for _, lines := range parts {
		n := min(room, len(lines))
		cut, room = append(cut, lines[:n]), room-n
	}
	return spaced(append(cut, []string{f.more}, tail), 0)
}

// broken returns the lines, each broken to the width of the screen.
func broken(lines []string, columns int) []string {
	var out []string
	for _, line := range lines {
		out = append(out, term.Break(line, columns)...)
	}
	return out
}

func countLines(groups [][]string) int {
	n := 0
	for _, g := range groups {
		n += len(g)
	}
	return n
}

// spaced joins the groups with empty lines between them, as many as the spare lines allow: first before the last group, then from the top.
func spaced(groups [][]string, spare int) []string {
	groups = slices.DeleteFunc(groups, func(g []string) bool { return len(g) == 0 })
	var out []string
	for i, g := range groups {
		last := i == len(groups)-1
		if i > 0 && (last && spare > 0 || !last && spare > 1) {
			out = append(out, "")
			spare--
		}
		out = append(out, g...)
	}
	return out
}
