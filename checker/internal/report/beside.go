package report

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/term"
)

// besideColumns is the width from which two schedules stand side by side. In fewer columns one stands below the other.
const besideColumns = 60

// Beside returns two schedules under their titles, a row for each line that a goroutine ran. The first row in which they differ is marked with >.
// first is the index of that row's line, or of the last line where they do not differ. dir is the folder to which file names are relative.
func Beside(style term.Style, titles [2]string, left, right goout.Finding, dir string, wide int) (lines []string, first int) {
	gap := " │ "
	if style.Ascii {
		gap = " | "
	}
	each := (wide - term.Width(gap)) / 2
	if wide < besideColumns || style.Plain {
		each = wide
	}
	sides := [2][]string{besideRows(left, dir), besideRows(right, dir)}
	differ := firstDifference(sides[0], sides[1])
	for k := range sides {
		sides[k] = besideColumn(style, titles[k], sides[k], differ, each)
	}
	first = 1 + differ
	if each == wide {
		return append(append(sides[0], ""), sides[1]...), min(first, len(sides[0])-1)
	}
	for i := range max(len(sides[0]), len(sides[1])) {
		var cells [2]string
		for k, side := range sides {
			if i < len(side) {
				cells[k] = side[i]
			}
		}
		lines = append(lines, strings.TrimRight(term.Pad(cells[0], each)+gap+cells[1], " "))
	}
	return lines, min(first, len(lines)-1)
}

// besideRows returns the rows of a schedule: who ran which line.
func besideRows(f goout.Finding, dir string) []string {
	relativize(&f, dir)
	var out []string
	for _, e := range mergeLines(dropSetup(f.Trace)) {
		what := strings.TrimSpace(e.Code[:commentStart(e.Code)])
		switch {
		case e.Line == 0:
			what = e.Op
		case ofScenario(e.File):
			what = oneLine(e.Value)
		default:
			what = fmt.Sprintf("%d %s", e.Line, what)
		}
		out = append(out, e.Goroutine+": "+what)
	}
	return out
}

// firstDifference returns the index of the first row in which a and b differ, or the number of rows where they do not.
func firstDifference(a, b []string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// besideColumn returns a schedule's title and rows, cut to a width.
func besideColumn(style term.Style, title string, rows []string, differ, wide int) []string {
	p := style.Palette()
	out := []string{p.Bold(style.Shorten(title, wide))}
	for i, row := range rows {
		mark, paint := "  ", fmt.Sprint
		if i == differ {
			mark, paint = "> ", p.Bad
		}
		out = append(out, paint(style.Shorten(mark+row, wide)))
	}
	return out
}
