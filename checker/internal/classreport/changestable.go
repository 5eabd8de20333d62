package classreport

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// The widths of the table of changes, in columns.
const (
	widestLesson = 22
	scoreWidth   = 7
)

// ChangesTable writes the changes to a terminal: what each lesson had before and has now, and why. Changes without a reason come with a warning.
func ChangesTable(w io.Writer, style term.Style, say *msg.Printer, changes []Change) {
	t := table{w: w, style: style, say: say}
	if len(changes) == 0 {
		t.text("", say.Say("changes.none"))
		return
	}
	lessons := t.measureChanges(changes)
	if !style.Plain {
		before, after := say.Say("changes.head-before"), say.Say("changes.head-after")
		t.changeRow(style.Palette().Dim, lessons, say.Say("changes.head-id"), say.Say("changes.head-lesson"), before, after, say.Say("changes.head-why"))
	}
	for _, c := range changes {
		t.change(c, lessons)
	}
	fmt.Fprintln(w)
	t.changesEnd(changes)
}

// measureChanges decides how wide the columns are, and returns the width of the lessons'.
func (t *table) measureChanges(changes []Change) int {
	t.id = term.Width(t.say.Say("changes.head-id"))
	lessons := term.Width(t.say.Say("changes.head-lesson"))
	for _, c := range changes {
		t.id = max(t.id, term.Width(shownID(c.Student)))
		lessons = max(lessons, term.Width(t.lessonName(c)))
	}
	t.id = min(t.id, widestID, t.style.Column/4)
	return min(lessons, widestLesson, t.style.Column/4)
}

func (t *table) lessonName(c Change) string {
	if c.Lesson == "" {
		return t.say.Say("changes.whole")
	}
	return safeLine(c.Lesson)
}

// change writes a changed lesson, and below it the steps that were won and lost.
func (t *table) change(c Change, lessons int) {
	var why []string
	for _, r := range c.Reasons {
		why = append(why, sayOr(t.say, "changes-why."+string(r), string(r)))
	}
	reason := strings.Join(why, ", ")
	if t.style.Plain {
		t.text("", t.say.Say("changes.row", "id", shownID(c.Student), "lesson", t.lessonName(c), "before", t.scoreWords(c.Before), "after", t.scoreWords(c.After), "why", reason))
	} else {
		paint := fmt.Sprint
		if c.Warning() {
			paint = t.style.Palette().Bad
		}
		t.changeRow(paint, lessons, shownID(c.Student), t.lessonName(c), scoreText(c.Before), scoreText(c.After), reason)
	}
	if steps := stepNames(c); steps != "" {
		t.text("    ", steps)
	}
}

// changeRow writes a row, with the reason wrapped into its column.
func (t *table) changeRow(paint func(...any) string, lessons int, id, lesson, before, after, why string) {
	head := term.Pad(t.style.Shorten(id, t.id), t.id) + "  " + term.Pad(t.style.Shorten(lesson, lessons), lessons) + "  " +
		alignRight(before, scoreWidth) + "  " + alignRight(after, scoreWidth) + "  "
	indent := strings.Repeat(" ", term.Width(head))
	for _, line := range term.Wrap(why, max(t.style.Column-term.Width(head), minText)) {
		fmt.Fprintln(t.w, paint(strings.TrimRight(head+line, " ")))
		head = indent
	}
}

// scoreText returns what a lesson had, with its mark.
func scoreText(s Score) string {
	if s.State == "" {
		return "-"
	}
	if !s.State.Final() {
		return marks[s.State]
	}
	return fmt.Sprintf("%d/%d%s", s.Points, s.Max, marks[s.State])
}

// scoreWords returns what a lesson had, in words.
func (t *table) scoreWords(s Score) string {
	switch {
	case s.State == "":
		return t.say.Say("changes.nothing")
	case s.State == results.Graded:
		return t.say.Say("classreport.of", "points", s.Points, "max", s.Max)
	case !s.State.Final():
		return stateName(t.say, s.State)
	}
	return t.say.Say("classreport.of", "points", s.Points, "max", s.Max) + " (" + stateName(t.say, s.State) + ")"
}

// stepNames returns the steps that were won and lost, with their signs.
func stepNames(c Change) string {
	var out []string
	for _, id := range c.Gained {
		out = append(out, "+"+safeLine(course.ShortID(id)))
	}
	for _, id := range c.Lost {
		out = append(out, "-"+safeLine(course.ShortID(id)))
	}
	return strings.Join(out, "  ")
}

// changesEnd writes how many changes there are, the marks, and the warning.
func (t *table) changesEnd(changes []Change) {
	up, down, same, warnings := 0, 0, 0, 0
	seen := map[results.State]bool{}
	for _, c := range changes {
		switch {
		case c.After.Points > c.Before.Points:
			up++
		case c.After.Points < c.Before.Points:
			down++
		default:
			same++
		}
		if c.Warning() {
			warnings++
		}
		seen[c.Before.State], seen[c.After.State] = true, true
	}
	t.text("", t.say.Say("changes.count", "count", len(changes), "up", up, "down", down, "same", same))
	if !t.style.Plain {
		t.explainMarks(seen, false)
	}
	if warnings > 0 {
		fmt.Fprintln(t.w)
		t.text("", t.say.Say("changes.warning", "count", warnings))
	}
}

// WriteChanges writes the changes as CSV. The headers and reasons are the same in every language, because programs read them.
func WriteChanges(w io.Writer, changes []Change) error {
	rows := [][]string{{"id", "name", "lesson", "before_state", "before_points", "before_max", "after_state", "after_points", "after_max", "gained", "lost", "reasons"}}
	for _, c := range changes {
		var why []string
		for _, r := range c.Reasons {
			why = append(why, string(r))
		}
		row := []string{safetext.Cell(c.Student), safetext.Cell(c.Name), safetext.Cell(c.Lesson)}
		for _, s := range []Score{c.Before, c.After} {
			row = append(row, scoreCells(s)...)
		}
		rows = append(rows, append(row, safetext.Cell(strings.Join(c.Gained, " ")), safetext.Cell(strings.Join(c.Lost, " ")), strings.Join(why, " ")))
	}
	return writeRows(w, rows)
}

// scoreCells returns the state, the points and the largest number of points. A score without a verdict has no points.
func scoreCells(s Score) []string {
	switch {
	case s.State == "":
		return []string{"", "", ""}
	case !s.State.Final():
		return []string{safetext.Cell(string(s.State)), "", strconv.Itoa(s.Max)}
	}
	return []string{safetext.Cell(string(s.State)), strconv.Itoa(s.Points), strconv.Itoa(s.Max)}
}
