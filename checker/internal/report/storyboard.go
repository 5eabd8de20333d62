package report

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A Storyboard is a schedule for a projector: the picture row by row, and for each row what a speaker points at. Unlike the picture of
// DrawSchedule it cuts nothing off. What is too wide for its column is continued on the next line.
type Storyboard struct {
	Legend []string // the meaning of the signs that occur
	Head   []string // the goroutines' names above their columns; empty if the picture has no columns
	Frames []Frame
	End    []string // what came of the schedule: who waits for whom, and what was wrong
}

// A Frame is one row of a Storyboard: a line of the program that one goroutine runs.
type Frame struct {
	Rows []string // the lines of the picture that the row adds, with all of its code
	Past []string // the same for a row above the newest one: its code in one line, its values whole
	Note []string // the file and the line, what is read or written, and who holds which lock
}

// Widths of a column.
const (
	minColumn  = 16 // code cannot be read in a narrower one
	wideColumn = 20 // there is room for blanks between wider ones

	valueIndent = 3 // of what a line reads or writes
)

// NewStoryboard returns the storyboard of a finding of ScheduleFinding. Its lines have at most wide columns. dir is the lesson's folder.
func NewStoryboard(style term.Style, say *msg.Printer, f goout.Finding, dir string, wide int) Storyboard {
	relativize(&f, dir)
	b := boardDrawer{style: style, say: say, finding: f, wide: wide}
	groups := groupByLine(f.Trace)
	rows := mergeLines(dropSetup(f.Trace))
	for _, r := range rows {
		if !slices.Contains(b.names, r.Goroutine) {
			b.names = append(b.names, r.Goroutine)
		}
	}
	b.measure()
	out := Storyboard{Head: b.head()}
	locks := newLockTable()
	at := 0 // the event of the trace up to which locks is right
	for i, r := range rows {
		last := groups[i][len(groups[i])-1]
		for ; at <= last.index; at++ {
			locks.apply(f.Trace[at])
		}
		changed := i == 0 || rows[i-1].Goroutine != r.Goroutine
		out.Frames = append(out.Frames, Frame{
			Rows: b.rows(r, groups[i], changed, wrapHard), Past: b.rows(r, groups[i], changed, b.shortened), Note: b.note(r, groups[i], before(rows, i), locks),
		})
	}
	for ; at < len(f.Trace); at++ {
		locks.apply(f.Trace[at])
	}
	out.Legend = b.legend(rows)
	out.End = b.end(locks)
	return out
}

// indexedEvent is an event and its place in the finding's trace.
type indexedEvent struct {
	goout.Event
	index int
}

// groupByLine returns the events of each row of mergeLines(dropSetup(trace)).
func groupByLine(trace []goout.Event) [][]indexedEvent {
	var out [][]indexedEvent
	at := 0
	for _, e := range dropSetup(trace) {
		for trace[at] != e {
			at++
		}
		n := len(out) - 1
		if n < 0 || out[n][0].Goroutine != e.Goroutine || out[n][0].File != e.File || out[n][0].Line != e.Line {
			out = append(out, nil)
			n++
		}
		out[n] = append(out[n], indexedEvent{e, at})
		at++
	}
	return out
}

// before returns the row above row i, or an empty one.
func before(rows []goout.Event, i int) goout.Event {
	if i == 0 {
		return goout.Event{}
	}
	return rows[i-1]
}

// boardDrawer draws a Storyboard.
type boardDrawer struct {
	style   term.Style
	say     *msg.Printer
	finding goout.Finding
	names   []string // the goroutines in the order of their first row
	wide    int
	each    int    // the width of a column; 0: the picture has no columns
	gap     string // between two columns
}

// measure chooses the width of a column, if there is room for columns.
func (b *boardDrawer) measure() {
	if n := len(b.names); n > 0 && !b.style.Plain {
		b.gap = " │ "
		if (b.wide-(n-1)*3)/n < wideColumn {
			b.gap = "│"
		}
		if each := (b.wide - (n-1)*term.Width(b.gap)) / n; each >= minColumn {
			b.each = each
		}
		if b.style.Ascii {
			b.gap = strings.ReplaceAll(b.gap, "│", "|")
		}
	}
}

// head returns the names above the columns and a line below them.
func (b *boardDrawer) head() []string {
	if b.each == 0 {
		return nil
	}
	line := "─"
	if b.style.Ascii {
		line = "-"
	}
	var out []string
	cells := make([][]string, len(b.names))
	for k, name := range b.names {
		cells[k] = wrapHard(name, b.each)
	}
	return append(b.join(cells, b.style.Palette().Bold, out), strings.Repeat(line, b.wide))
}

// join appends the lines of the cells, side by side, to out.
func (b *boardDrawer) join(cells [][]string, paint func(...any) string, out []string) []string {
	height := 0
	for _, c := range cells {
		height = max(height, len(c))
	}
	for i := range height {
		var line strings.Builder
		for k, c := range cells {
			if k > 0 {
				line.WriteString(b.gap)
			}
			text := ""
			if i < len(c) {
				text = c[i]
			}
			if text != "" {
				line.WriteString(paint(text))
			}
			line.WriteString(strings.Repeat(" ", max(0, b.each-term.Width(text))))
		}
		out = append(out, strings.TrimRight(line.String(), " "))
	}
	return out
}

// layout puts a line of code into n columns.
type layout func(code string, n int) []string

// shortened is the layout in one line.
func (b *boardDrawer) shortened(code string, n int) []string {
	return []string{b.style.Shorten(code, n)}
}

// rows returns the lines that a row adds to the picture. changed reports whether another goroutine has the row above.
func (b *boardDrawer) rows(r goout.Event, group []indexedEvent, changed bool, code layout) []string {
	paint := fmt.Sprint
	if r.Switch {
		paint = b.style.Palette().Bad
	}
	if b.each == 0 {
		var out []string
		if changed {
			out = append(out, b.style.Palette().Bold(r.Goroutine+":"))
		}
		for i, line := range b.cell(r, group, b.wide, code) {
			if i == 0 {
				line = paint(line)
			}
			out = append(out, line)
		}
		return out
	}
	cells := make([][]string, len(b.names))
	cells[slices.Index(b.names, r.Goroutine)] = b.cell(r, group, b.each, code)
	return b.join(cells, paint, nil)
}

// cell returns a row's lines in its column: the number and the code of the line, and below them what happened there.
func (b *boardDrawer) cell(r goout.Event, group []indexedEvent, wide int, layCode layout) []string {
	mark := " "
	if r.Switch {
		mark = ">"
	}
	prefix, code := fmt.Sprintf("%s%3d ", mark, r.Line), r.Code
	switch {
	case r.Line == 0:
		prefix, code = mark+"    ", r.Op
	case ofScenario(r.File): // the student did not write this file: only the call is shown
		prefix, code = mark+"    ", oneLine(r.Value)
	case !b.oneFile():
		prefix = fmt.Sprintf("%s%s:%d ", mark, path.Base(r.File), r.Line)
	}
	var out []string
	for i, line := range layCode(strings.TrimSpace(code[:commentStart(code)]), wide-term.Width(prefix)) {
		if i > 0 {
			prefix = strings.Repeat(" ", term.Width(prefix))
		}
		out = append(out, prefix+line)
	}
	for _, what := range b.happened(group) {
		for _, line := range wrapHard(what, wide-valueIndent) {
			out = append(out, strings.Repeat(" ", valueIndent)+line)
		}
	}
	return out
}

// oneFile reports whether all numbered rows of the picture are of one file.
func (b *boardDrawer) oneFile() bool { return len(b.files()) <= 1 }

// files returns the files whose lines the picture shows.
func (b *boardDrawer) files() []string {
	var out []string
	for _, e := range dropSetup(b.finding.Trace) {
		if name := path.Base(e.File); e.Line > 0 && !ofScenario(e.File) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// wrapHard wraps text like term.Wrap, and breaks words that are wider than n columns.
func wrapHard(text string, n int) []string {
	n = max(n, 4)
	var out []string
	for _, line := range term.Wrap(text, n) {
		for term.Width(line) > n {
			head := term.Cut(line, n)
			out = append(out, head)
			line = line[len(head):]
		}
		out = append(out, line)
	}
	return out
}
