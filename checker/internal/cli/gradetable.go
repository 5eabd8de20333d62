package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// gradeTable writes the table of `checker grade --dry-run`. Everything that a student or a roster wrote goes through safetext.Line.
type gradeTable struct {
	*app
	w     io.Writer
	style term.Style
	class *intake.Class
}

// The widths of the table's columns, in columns of the terminal.
const (
	widestID   = 14
	widestName = 16
	gradeTime  = 16 // 2026-03-19 21:04
)

func (g gradeTable) write(dir, roster string, o intake.Options) {
	g.line("", g.say.Say("grade.dir", "dir", safetext.Line(dir)))
	if o.Roster != nil {
		g.line("", g.say.Say("grade.roster", "file", safetext.Line(roster), "count", len(o.Roster.Students), "encoding", o.Roster.Encoding))
		if len(o.Roster.Ignored) > 0 {
			g.line("", g.say.Say("grade.ignored", "names", safetext.Line(strings.Join(o.Roster.Ignored, ", "))))
		}
	}
	if len(g.class.Ignored) > 0 {
		g.line("", g.say.Say("grade.not-read", "names", safetext.Line(strings.Join(g.class.Ignored, ", "))))
	}
	if !o.Deadline.IsZero() {
		g.line("", g.say.Say("grade.deadline-is", "time", g.clock(o.Deadline, o.Zone)+" "+zoneName(o.Deadline, o.Zone)))
	}
	fmt.Fprintln(g.w)
	idWidth, nameWidth := g.widths()
	for _, s := range g.class.Students {
		if g.style.Plain {
			g.plainRow(s, o.Zone)
		} else {
			g.row(s, idWidth, nameWidth, o.Zone)
		}
		g.details(s, o)
	}
	fmt.Fprintln(g.w)
	g.legend(o)
	n := count(g.class)
	g.line("", g.say.Say("grade.counts", "students", n.Students, "ready", n.Ready, "refused", n.Refused, "missing", n.Missing, "unmatched", n.Unmatched, "late", n.Late))
	if n.MachineFault > 0 {
		g.line("", g.say.Say("grade.machine-faults", "count", n.MachineFault))
	}
	g.line("", g.say.Say("grade.was-dry"))
}

// widths returns the widths of the columns for ids and names.
func (g gradeTable) widths() (id, name int) {
	for _, s := range g.class.Students {
		id = max(id, term.Width(g.id(s)))
		name = max(name, term.Width(safetext.Line(s.Name)))
	}
	return min(id, widestID), min(name, widestName)
}

// id returns the student's id, or a question mark for a submission of nobody in the roster.
func (g gradeTable) id(s intake.Student) string {
	if s.State == intake.StateUnmatched {
		return "?"
	}
	return safetext.Line(s.ID)
}

// row writes a student's line: who, when, which lessons, and the state.
func (g gradeTable) row(s intake.Student, idWidth, nameWidth int, zone *time.Location) {
	p := g.style.Palette()
	cells := term.Pad(p.Bold(g.style.Shorten(g.id(s), idWidth)), idWidth)
	if nameWidth > 0 {
		cells += "  " + term.Pad(g.style.Shorten(safetext.Line(s.Name), nameWidth), nameWidth)
	}
	if len(s.Lessons) > 0 {
		cells += "  " + term.Pad(g.clock(newest(s), zone), gradeTime) + "  " + g.lessons(s)
	}
	if state := g.state(s); state != "" {
		cells += "  " + state
	}
	fmt.Fprintln(g.w, strings.TrimRight(cells, " "))
}

// plainRow writes a student's line for a screen reader.
func (g gradeTable) plainRow(s intake.Student, zone *time.Location) {
	parts := []string{g.id(s)}
	if s.Name != "" {
		parts = append(parts, safetext.Line(s.Name))
	}
	if len(s.Lessons) > 0 {
		var ids []string
		for _, l := range s.Lessons {
			ids = append(ids, l.ID)
		}
		parts = append(parts, g.clock(newest(s), zone), g.say.Say("grade.lessons", "names", strings.Join(ids, ", ")))
	}
	if state := g.state(s); state != "" {
		parts = append(parts, state)
	}
	g.line("", strings.Join(parts, ", "))
}

// The marks behind a lesson's number.
const (
	markUnchanged = "="
	markRefused   = "!"
)

// lessons returns the numbers of the lessons that were handed in, each with a mark.
func (g gradeTable) lessons(s intake.Student) string {
	var out []string
	for _, l := range g.course.Lessons {
		number := l.Number()
		i := slices.IndexFunc(s.Lessons, func(own intake.Lesson) bool { return own.ID == l.ID })
		cell := strings.Repeat("-", len(number)) + " "
		if i >= 0 {
			cell = number + markOf(s.Lessons[i].Files[0])
		}
		out = append(out, cell)
	}
	return strings.Join(out, " ")
}

func markOf(f intake.File) string {
	switch {
	case !f.Gradable():
		return markRefused
	case f.Unchanged:
		return markUnchanged
	}
	return " "
}

// state returns what is special about a student, in colour.
func (g gradeTable) state(s intake.Student) string {
	p := g.style.Palette()
	late := p.Note(g.say.Say("grade.state.late"))
	switch {
	case s.State == intake.StateMissing:
		return p.Note(g.say.Say("grade.state.missing"))
	case s.State == intake.StateRefused && s.Late:
		return p.Bad(g.say.Say("grade.state.refused")) + ", " + late
	case s.State == intake.StateRefused:
		return p.Bad(g.say.Say("grade.state.refused"))
	case s.State == intake.StateUnmatched:
		return p.Bad(g.say.Say("grade.state.unmatched"))
	case s.State == intake.StateMachineFault:
		return p.Bad(g.say.Say("grade.state.machine-fault"))
	case s.Late:
		return late
	}
	return ""
}

// legend explains the marks that stand in the table, and the times.
func (g gradeTable) legend(o intake.Options) {
	marks := map[string]bool{}
	for _, s := range g.class.Students {
		for _, l := range s.Lessons {
			marks[markOf(l.Files[0])] = true
		}
	}
	if marks[markUnchanged] && !g.style.Plain {
		g.line("", markUnchanged+"  "+g.say.Say("grade.mark-unchanged"))
	}
	if marks[markRefused] && !g.style.Plain {
		g.line("", markRefused+"  "+g.say.Say("grade.mark-refused"))
	}
	g.timesLegend(o.Zone)
}

// line writes a text with an indentation, wrapped to the width of the output.
func (g gradeTable) line(indent, text string) {
	for _, l := range breakLines(text, max(g.style.Column-len(indent), 20)) {
		fmt.Fprintln(g.w, indent+l)
	}
}

// dim writes a text like line, in a pale colour.
func (g gradeTable) dim(indent, text string) {
	for _, l := range breakLines(text, max(g.style.Column-len(indent), 20)) {
		fmt.Fprintln(g.w, indent+g.style.Palette().Dim(l))
	}
}

// breakLines breaks a text at spaces, and within words that are wider than a line, such as paths.
func breakLines(text string, n int) []string {
	var out []string
	for _, l := range term.Wrap(text, n) {
		for term.Width(l) > n {
			head := term.Cut(l, n)
			out = append(out, head)
			l = l[len(head):]
		}
		out = append(out, l)
	}
	return out
}
