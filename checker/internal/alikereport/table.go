package alikereport

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// maxRows is how many pairs the table shows. The page shows more.
const maxRows = 40

// Table writes the pairs to a terminal, a line each. With style.Plain each is a sentence, for a screen reader.
func (r Report) Table(w io.Writer, style term.Style, say *msg.Printer) {
	shown := r.Pairs[:min(len(r.Pairs), maxRows)]
	switch {
	case len(shown) == 0:
	case style.Plain:
		for _, p := range shown {
			fmt.Fprintln(w, say.Say("alike.sentence", "lesson", p.Lesson.ID, "a", author(p.A), "b", p.other(say), "percent", p.Percent(), "words", p.Words))
		}
	default:
		r.rows(w, style, say, shown)
	}
	if more := len(r.Pairs) - len(shown); more > 0 {
		fmt.Fprintln(w, say.Say("alike.more", "count", more))
	}
	if len(shown) > 0 {
		fmt.Fprintln(w)
	}
	for _, line := range term.Wrap(r.summary(say), style.Column) {
		fmt.Fprintln(w, line)
	}
}

// summary says what was compared, and what was found.
func (r Report) summary(say *msg.Printer) string {
	solution := 0
	for _, p := range r.Pairs {
		if p.Kind == Solution {
			solution++
		}
	}
	return say.Say("alike.summary", "answers", r.Answers, "compared", r.Compared, "pairs", len(r.Pairs)-solution, "percent", Pair{Score: r.Threshold}.Percent(), "solution", solution)
}

// columns of the table that do not depend on the names: the score, the words and the spaces.
const fixedColumns = 5 + 2 + 2 + 2 + 2 + 5

func (r Report) rows(w io.Writer, style term.Style, say *msg.Printer, shown []Pair) {
	heads := []string{say.Say("alike.head-score"), say.Say("alike.head-lesson"), say.Say("alike.head-a"), say.Say("alike.head-b"), say.Say("alike.head-words")}
	lesson, a, b := term.Width(heads[1]), term.Width(heads[2]), term.Width(heads[3])
	for _, p := range shown {
		lesson, a, b = max(lesson, term.Width(p.Lesson.ID)), max(a, term.Width(author(p.A))), max(b, term.Width(p.other(say)))
	}
	room := max(style.Column-fixedColumns-lesson, 20)
	if a+b > room {
		a = min(a, max(room/2, room-b))
		b = room - a
	}
	row := func(cells []string) string {
		return strings.TrimRight(right(cells[0], 5)+"  "+term.Pad(cells[1], lesson)+"  "+term.Pad(style.Shorten(cells[2], a), a)+"  "+term.Pad(style.Shorten(cells[3], b), b)+"  "+right(cells[4], 5), " ")
	}
	fmt.Fprintln(w, style.Palette().Dim(row(heads)))
	for _, p := range shown {
		fmt.Fprintln(w, row([]string{fmt.Sprintf("%d %%", p.Percent()), p.Lesson.ID, author(p.A), p.other(say), fmt.Sprint(p.Words)}))
	}
}

func right(s string, n int) string { return strings.Repeat(" ", max(0, n-term.Width(s))) + s }

// author returns who has written an answer.
func author(a Answer) string { return strings.TrimSpace(safe(a.ID) + " " + safe(a.Name)) }

// other returns whose the second answer of the pair is.
func (p Pair) other(say *msg.Printer) string {
	switch p.Kind {
	case Solution:
		return say.Say("alike.solution")
	case Against:
		return say.Say("alike.against", "who", author(p.B), "from", safe(p.B.From))
	}
	return author(p.B)
}

// workflowCommands takes the commands out of a text that a CI service would read in its log.
var workflowCommands = strings.NewReplacer("::", ": :", "##[", "# #[")

func safe(s string) string { return workflowCommands.Replace(safetext.Line(s)) }
