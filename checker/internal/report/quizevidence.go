package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/quiz"
	"sharedmap-workshop/checker/internal/term"
)

// maxPrinted is the largest number of lines that are shown of what a question's program printed.
const maxPrinted = 12

// Evidence writes what was seen of a question's program: what it printed, where a goroutine waits, the data race that was reported, or the
// schedule that leads to the result.
func Evidence(w io.Writer, style term.Style, say *msg.Printer, q course.Question, e quiz.Evidence) {
	line := e.Option.Number
	switch q.Kind {
	case course.Prints:
		printed(w, style, say, string(e.Run.Output))
	case course.Waits:
		waiting(w, style, say, q, e.Run.Waiting(), line)
	case course.Races:
		raced(w, style, say, q, e.Run.RaceAt(line))
	case course.Schedules:
		explored(w, style, say, q, *e.Explored)
	}
	if e.Conclusive() && !e.Agrees(q) {
		fmt.Fprintln(w, style.Palette().Note(folded(style, say.Say("quiz.disagrees", "program", q.Program))))
	}
	fmt.Fprintln(w)
}

// printed writes what a program printed.
func printed(w io.Writer, style term.Style, say *msg.Printer, output string) {
	lines := strings.Split(strings.TrimRight(output, "\n"), "\n")
	if strings.TrimSpace(output) == "" {
		fmt.Fprintln(w, folded(style, say.Say("quiz.printed-nothing")))
		return
	}
	fmt.Fprintln(w, folded(style, say.Say("quiz.printed")))
	for i, line := range lines {
		if i == maxPrinted {
			fmt.Fprintf(w, "    %s\n", say.Say("quiz.printed-more", "count", len(lines)-i))
			return
		}
		fmt.Fprintf(w, "    %s\n", line)
	}
}

// waiting writes the goroutine that waits at a line of a deadlocked program.
func waiting(w io.Writer, style term.Style, say *msg.Printer, q course.Question, all []goout.Goroutine, line int) {
	for _, g := range all {
		if g.Line != line {
			continue
		}
		fmt.Fprintln(w, folded(style, say.Say("quiz.deadlocked")))
		seenAt(w, style, q, line, say.Say("picture.waits", "n", g.ID, "func", g.Func, "state", stateWord(g.State, say)))
		return
	}
}

// raced writes the two accesses of a data race.
func raced(w io.Writer, style term.Style, say *msg.Printer, q course.Question, accesses []goout.Access) {
	if len(accesses) == 0 {
		return
	}
	fmt.Fprintln(w, folded(style, say.Say("quiz.raced")))
	for _, a := range accesses {
		who := say.Say("picture.goroutine", "n", a.Goroutine)
		if a.Main {
			who = say.Say("picture.main")
		}
		seenAt(w, style, q, a.Line, say.Say("picture.access", "who", who, "op", opWord(a, say)))
	}
}

// seenAt writes what a goroutine did, and below it the line of main.go at which it did that.
func seenAt(w io.Writer, style term.Style, q course.Question, line int, what string) {
	for _, l := range term.Wrap(what, textColumns(style)-4) {
		fmt.Fprintf(w, "    %s\n", l)
	}
	if line > 0 && line <= len(q.Source.Lines) { // else the line is in another file
		code := style.Shorten(strings.TrimSpace(q.Source.Lines[line-1]), max(20, style.Column-4-numberWidth))
		fmt.Fprintln(w, style.Palette().Code(fmt.Sprintf("    %4d  %s", line, code)))
	}
}

// explored writes the schedule that leads to the right option's result, or that no schedule does, or why the schedules could not be tried.
func explored(w io.Writer, style term.Style, say *msg.Printer, q course.Question, e quiz.Explored) {
	t := NewExploredTest(e.Test, e.Dir, e.Result, e.Err, e.Reasons, say)
	switch {
	case t.Status == "fail":
		fmt.Fprintf(w, "%s\n\n", folded(style, say.Say("quiz.schedule", "n", e.Result.Found)))
		DrawSchedule(w, style, say, t.Findings[0])
	case t.Status == "pass":
		fmt.Fprintln(w, folded(style, say.Say("quiz.no-schedule", "schedules", t.Schedules, "bound", t.bound)))
	default:
		for _, note := range t.Notes {
			writeWrapped(w, style, note)
		}
	}
}
