package report

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Widths of pictures, in columns.
const (
	maxPicture = 80 // the widest picture: wider ones are hard to read on any terminal
	twoLanes   = 60 // the narrowest terminal for two lanes side by side
	numberWide = 5  // a line number and its spaces
)

// lane is one goroutine's side of a picture.
type lane struct {
	head []string
	rows []string
}

// Picture draws a finding with lines of its sources: the two accesses of a race side by side, or the blocked goroutines.
// It draws no code if it cannot read the sources.
func Picture(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding, src fs.FS) {
	s := newSources(src)
	wide := min(style.Column, maxPicture) - 2
	switch {
	case f.Kind == goout.KindDataRace && len(f.Accesses) >= 2:
		drawRace(w, style, say, f, s, wide)
	case len(f.Goroutines) > 0 && !blocked(f):
		drawLine(w, style, f, s, wide) // the goroutine that panicked was running: the blocked ones are not the cause
		drawOthers(w, style, say, f, s, wide, waitChain{})
	case len(f.Goroutines) > 0:
		drawWaiting(w, style, say, f, s, wide)
	case f.File != "" && f.Line > 0:
		drawLine(w, style, f, s, wide)
		if f.Cause == goout.CauseLockOrder {
			drawOthers(w, style, say, f, s, wide, waitChain{})
		}
	}
}

func drawRace(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding, s *sources, wide int) {
	gap := " | "
	if !style.Ascii {
		gap = " │ "
	}
	each := (wide - 3) / 2
	if style.Column < twoLanes || style.Plain {
		each = wide
	}
	target := ""
	for _, a := range f.Accesses[:2] {
		if target == "" {
			target = s.written(a.File, a.Line, f.Variable)
		}
	}
	one, two := raceLane(style, say, s, f.Accesses[0], 1, target, each), raceLane(style, say, s, f.Accesses[1], 2, target, each)
	if each == wide {
		stack(w, one, two)
		return
	}
	beside(w, one, two, each, gap)
}

// raceLane returns the lane of one access: the goroutine, the operation, where the goroutine was started, and the line with the raced
// expression underlined.
func raceLane(style term.Style, say *msg.Printer, s *sources, a goout.Access, n int, target string, wide int) lane {
	if a.Goroutine > 0 {
		n = a.Goroutine // the number in the report
	}
	who := say.Say("picture.goroutine", "n", n)
	if a.Main {
		who = say.Say("picture.main")
	}
	l := lane{head: term.Wrap(say.Say("picture.access", "who", who, "op", opWord(a, say)), wide)}
	if a.File != "" {
		l.head = append(l.head, shortenPlace(style, a.File, a.Line, wide))
	}
	if a.File == "" && a.Via != "" {
		l.head = append(l.head, term.Wrap(say.Say("picture.inside", "func", a.Via), wide)...)
	}
	if a.Created != nil {
		l.head = append(l.head, term.Wrap(say.Say("picture.started", "place", shortenPlace(style, a.Created.File, a.Created.Line, wide)), wide)...)
	}
	l.rows = codeRows(style, s, a.File, a.Line, func(code string) (from, to int) { return extent(code, target) }, wide)
	return l
}

// shortenPlace returns file:line in at most wide columns. It removes leading folders, then the beginning of the file's name.
// The text beside the picture has the full name.
func shortenPlace(style term.Style, file string, line, wide int) string {
	place := fmt.Sprintf("%s:%d", file, line)
	short := place
	for term.Width(short) > wide {
		_, rest, ok := strings.Cut(place, "/")
		if !ok {
			r := []rune(place)
			place, short = string(r[1:]), style.Ellipsis()+string(r[1:])
			continue
		}
		place, short = rest, style.Ellipsis()+"/"+rest
	}
	return short
}

// codeRows returns a line of source with the lines before and after it. It underlines the range of bytes that
// find returns for the line itself.
func codeRows(style term.Style, s *sources, file string, line int, find func(code string) (from, to int), wide int) []string {
	var rows []string
	for n := line - 1; n <= line+1; n++ {
		code, ok := s.line(file, n)
		if !ok || n != line && strings.TrimSpace(code) == "" {
			continue
		}
		from, to := extent(code, "")
		if n == line {
			from, to = find(code)
		}
		short, from, to := fit(style, code, from, to, wide-numberWide)
		if n != line {
			rows = append(rows, style.Palette().Dim(fmt.Sprintf("%4d %s", n, short)))
			continue
		}
		rows = append(rows, fmt.Sprintf("%4d %s", n, short))
		if style.Plain {
			continue
		}
		rows = append(rows, strings.Repeat(" ", numberWide+term.Width(short[:from]))+style.Palette().Bad(strings.Repeat("~", max(1, term.Width(short[from:to])))))
	}
	return rows
}

// extent returns the byte range of target in code, else the range of its base variable, else the range of the whole statement.
func extent(code, target string) (from, to int) {
	for _, t := range []string{target, baseVariable(target)} {
		if i := strings.Index(code, t); t != "" && i >= 0 {
			return i, i + len(t)
		}
	}
	trimmed := strings.TrimSpace(code[:commentStart(code)])
	from = strings.Index(code, trimmed)
	return from, from + len(trimmed)
}

func stack(w io.Writer, lanes ...lane) {
	for i, l := range lanes {
		if i > 0 {
			fmt.Fprintln(w)
		}
		for _, line := range append(l.head, l.rows...) {
			fmt.Fprintf(w, "  %s\n", strings.TrimRight(line, " "))
		}
	}
}

func beside(w io.Writer, a, b lane, each int, gap string) {
	two := func(x, y []string) {
		for i := range max(len(x), len(y)) {
			left, right := "", ""
			if i < len(x) {
				left = x[i]
			}
			if i < len(y) {
				right = y[i]
			}
			fmt.Fprintf(w, "  %s\n", strings.TrimRight(term.Pad(left, each)+gap+right, " "))
		}
	}
	two(a.head, b.head)
	if len(a.rows)+len(b.rows) > 0 {
		two(nil, []string{""})
	}
	two(a.rows, b.rows)
}

func drawLine(w io.Writer, style term.Style, f goout.Finding, s *sources, wide int) {
	find := func(code string) (from, to int) {
		if from, to, ok := s.word(f.File, f.Line, f.Column); ok {
			return from, to
		}
		return extent(code, "")
	}
	for _, row := range codeRows(style, s, f.File, f.Line, find, wide) {
		fmt.Fprintf(w, "  %s\n", strings.TrimRight(row, " "))
	}
}

// codeRow returns one line of source with its number, or nil if the line does not exist.
func codeRow(style term.Style, s *sources, file string, line, wide int) []string {
	code, ok := s.line(file, line)
	if !ok {
		return nil
	}
	short, _, _ := fit(style, code, 0, 0, wide-numberWide)
	return []string{fmt.Sprintf("%4d %s", line, short)}
}
