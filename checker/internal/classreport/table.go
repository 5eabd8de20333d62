package classreport

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// The measures of the table, in columns of the terminal and in lines.
const (
	widestID     = 14
	widestName   = 16
	widestPoints = 12 // 12345.67/100
	narrowest    = 6  // of the name, before the cells go to a line of their own
	cellWidth    = 4
	lineOfCells  = 8  // of lessons on a line, where they need several
	headerEvery  = 40 // students between two headers
	minText      = 20
)

// Table writes students without a grading scheme: see Class.Table.
func Table(w io.Writer, style term.Style, say *msg.Printer, students []results.Student) {
	Class{Students: students}.Table(w, style, say)
}

// Table writes the class to a terminal: a row for each student, the counts of the states, what the marks mean, and who needs the instructor's look.
// With style.Plain each student is a sentence, for a screen reader. If the class has a scheme, the grade stands in place of the points.
func (c Class) Table(w io.Writer, style term.Style, say *msg.Printer) {
	t := table{w: w, style: style, say: say, class: c, students: c.Students}
	t.measure()
	for i, s := range t.students {
		switch {
		case style.Plain:
			t.text("", t.sentence(s))
		default:
			if i%headerEvery == 0 {
				t.header(i > 0)
			}
			t.row(s)
		}
	}
	fmt.Fprintln(w)
	t.counts()
	t.legend()
	t.needsLook()
	t.overrides()
}

type table struct {
	w        io.Writer
	style    term.Style
	say      *msg.Printer
	class    Class
	students []results.Student

	lessons          []string // the ids of the columns
	id, name, points int      // the widths of the columns
	perLine          int      // how many cells fit behind the head of a row
}

// measure decides how wide the columns are.
func (t *table) measure() {
	for _, p := range (Class{Students: t.students}).plan() { // not the course's lessons: only those that the results have
		t.lessons = append(t.lessons, p.id)
	}
	t.id, t.name, t.points = term.Width(t.say.Say("classreport.head-id")), term.Width(t.say.Say("classreport.head-name")), term.Width(t.headPoints())
	for _, s := range t.students {
		t.id = max(t.id, term.Width(shownID(s.Student)))
		t.name = max(t.name, term.Width(safeLine(s.Name)))
		t.points = max(t.points, len(t.class.pointsText(s)))
	}
	t.id, t.name, t.points = min(t.id, widestID, t.style.Column/4), min(t.name, widestName), min(t.points, widestPoints)
	room := t.style.Column - t.id - t.points - len("    ")
	cells := cellWidth * len(t.lessons)
	if room-cells < narrowest { // more lessons than fit beside a name
		cells = min(cells, cellWidth*lineOfCells)
	}
	t.name = min(t.name, max(room-cells, narrowest))
	t.perLine = max((room-t.name)/cellWidth, 1)
}

// headPoints returns the header of the points.
func (t *table) headPoints() string {
	if t.class.Scheme != nil {
		return t.say.Say("classreport.head-grade")
	}
	return t.say.Say("classreport.head-points")
}

// pointsText returns a student's points or grade of the largest number, or only the latter without a verdict.
func (c Class) pointsText(s results.Student) string {
	if c.Scheme != nil {
		g := c.Scheme.Grade(c.Course, s)
		if !g.Known {
			g.Value = "?"
		}
		return g.Value + "/" + g.Max
	}
	if !hasVerdict(s) {
		return fmt.Sprintf("?/%d", s.Max)
	}
	return fmt.Sprintf("%d/%d", s.Points, s.Max)
}

func (t *table) header(again bool) {
	if again {
		fmt.Fprintln(t.w)
	}
	var cells []string
	for _, id := range t.lessons {
		number, _, _ := strings.Cut(id, "-")
		cells = append(cells, alignRight(t.style.Shorten(safeLine(number), cellWidth-1), cellWidth-1)+" ")
	}
	head := t.head(t.say.Say("classreport.head-id"), t.say.Say("classreport.head-name"), t.headPoints())
	t.cells(head, cells, "", t.style.Palette().Dim)
}

func (t *table) row(s results.Student) {
	var cells []string
	for _, id := range t.lessons {
		cells = append(cells, t.cell(lessonOf(s, id)))
	}
	t.cells(t.head(shownID(s.Student), safeLine(s.Name), t.class.pointsText(s)), cells, t.note(s), fmt.Sprint)
	if s.State == results.Unmatched && term.Width(shownID(s.Student)) > t.id { // --only needs the whole id
		t.text("    ", shownID(s.Student))
	}
}

// head returns the beginning of a row.
func (t *table) head(id, name, points string) string {
	return term.Pad(t.style.Shorten(id, t.id), t.id) + "  " + term.Pad(t.style.Shorten(name, t.name), t.name) + "  " + alignRight(points, t.points)
}

// cells writes a row: its head, and the cells on as many lines as they need. The note follows the last cell.
func (t *table) cells(head string, cells []string, note string, paint func(...any) string) {
	for first := true; first || len(cells) > 0; first = false {
		n := min(t.perLine, len(cells))
		line := head + strings.Join(cells[:n], "")
		head, cells = strings.Repeat(" ", term.Width(head)), cells[n:]
		switch {
		case len(cells) > 0 || note == "":
		case term.Width(line)+1+term.Width(note) <= t.style.Column:
			line += " " + note
		default:
			fmt.Fprintln(t.w, paint(strings.TrimRight(line, " ")))
			line = strings.Repeat(" ", t.id+2) + note
		}
		fmt.Fprintln(t.w, paint(strings.TrimRight(line, " ")))
	}
}

// cell returns a lesson's cell: the points in their column, and the mark behind them.
func (t *table) cell(l results.Lesson) string {
	text, p := cellText(l), t.style.Palette()
	mark := markOf(l)
	digits := strings.TrimSuffix(text, mark)
	paint := fmt.Sprint
	switch {
	case needsLook(l.State):
		paint = p.Bad
	case mark != "":
		paint = p.Note
	case l.Points == l.Max:
		paint = p.Good
	}
	out := alignRight(digits, cellWidth-1) + mark
	if digits == "" {
		out = alignRight(mark, cellWidth-1)
	}
	return paint(term.Pad(out, cellWidth))
}

// note returns the words at the end of a row.
func (t *table) note(s results.Student) string {
	var words []string
	if s.State == results.Unmatched {
		words = append(words, t.say.Say("state-name.unmatched"))
	}
	if s.Late {
		words = append(words, t.say.Say("classreport.late"))
	}
	if t.class.failed(s) {
		words = append(words, t.say.Say("classreport.failed"))
	}
	return t.style.Palette().Note(strings.Join(words, ", "))
}

// sentence returns a student as a sentence for a screen reader.
func (t *table) sentence(s results.Student) string {
	parts := []string{shownID(s.Student)}
	if s.Name != "" {
		parts[0] += ", " + safeLine(s.Name)
	}
	if hasVerdict(s) {
		parts[0] += ", " + t.say.Say("classreport.of", "points", s.Points, "max", s.Max)
		if t.class.Scheme != nil {
			parts[0] += ", " + t.class.gradeWords(s, t.say)
		}
	}
	if slices.Contains([]results.State{results.Missing, results.Unmatched}, s.State) || len(s.Lessons) == 0 {
		parts = append(parts, stateName(t.say, s.State))
	}
	for _, l := range s.Lessons {
		if s.State != results.Missing {
			parts = append(parts, safeLine(l.ID)+": "+t.lessonWords(l))
		}
	}
	if s.Late {
		parts = append(parts, t.say.Say("classreport.late"))
	}
	return strings.Join(parts, ". ") + "."
}

// lessonWords returns a lesson's cell in words.
func (t *table) lessonWords(l results.Lesson) string {
	of := t.say.Say("classreport.of", "points", l.Points, "max", l.Max)
	switch {
	case isSet(l) && l.State.Final():
		return of + ", " + t.say.Say("classreport.set")
	case l.State == results.Graded:
		return of
	case l.State.Final() && l.Points > 0:
		return of + ", " + stateName(t.say, l.State)
	}
	return stateName(t.say, l.State)
}

func alignRight(s string, n int) string { return strings.Repeat(" ", max(0, n-term.Width(s))) + s }
