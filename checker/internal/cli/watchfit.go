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

// fit returns the lines of the frame for a screen of columns and rows. What does not fit is cut at whole lines. Rows 0 means no limit.
func (f frame) fit(columns, rows int) []string {
	head, tail := broken(f.head, columns), broken(f.tail, columns)
	var whole, short [][]string
	for _, p := range f.parts {
		lines, instead := broken(p.Lines, columns), broken(p.Lines, columns)
		if p.Whole {
			instead = broken(p.Instead, columns)
		}
		whole, short = append(whole, lines), append(short, instead)
	}
	for _, parts := range [][][]string{whole, short} {
		groups := slices.Concat([][]string{head}, parts, [][]string{tail})
		if spare := rows - count(groups); rows == 0 || spare >= 0 {
			return spaced(groups, spare, rows == 0)
		}
	}
	room := rows - len(head) - len(tail) - 1
	if room < 1 { // a very low screen: the beginning, and the way to the rest
		return append(head[:min(len(head), max(0, rows-1))], f.more)
	}
	groups := [][]string{head}
	for _, lines := range short {
		n := min(room, len(lines))
		groups, room = append(groups, lines[:n]), room-n
	}
	return spaced(append(groups, []string{f.more}, tail), 0, false)
}

// broken returns the lines, each broken to the width of the screen.
func broken(lines []string, columns int) []string {
	var out []string
	for _, line := range lines {
		out = append(out, term.Break(line, columns)...)
	}
	return out
}

func count(groups [][]string) int {
	n := 0
	for _, g := range groups {
		n += len(g)
	}
	return n
}

// spaced joins the groups with empty lines between them, as many as the spare lines allow: first around the explanation, then inside it.
func spaced(groups [][]string, spare int, all bool) []string {
	groups = slices.DeleteFunc(groups, func(g []string) bool { return len(g) == 0 })
	gap := make([]bool, len(groups)) // an empty line before the group
	order := []int{len(groups) - 1}
	for i := 1; i < len(groups)-1; i++ {
		order = append(order, i)
	}
	for _, i := range order {
		if gap[i] = i > 0 && (all || spare > 0); gap[i] {
			spare--
		}
	}
	var out []string
	for i, g := range groups {
		if gap[i] {
			out = append(out, "")
		}
		out = append(out, g...)
	}
	return out
}
