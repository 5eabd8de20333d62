package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Question writes a question: its place among the lesson's questions, its program, what is asked, and the options, numbered from 1.
func Question(w io.Writer, style term.Style, say *msg.Printer, lesson string, n, total int, q course.Question, options []course.Option) {
	p := style.Palette()
	head := say.Say("quiz.question", "n", n, "total", total)
	fmt.Fprintf(w, "%s  %s\n\n", p.Bold(head), p.Dim(style.Shorten(lesson+"  "+q.File(), max(0, style.Column-term.Width(head)-2))))
	for i, line := range q.Source.Lines {
		if i+1 >= q.Source.First {
			listingLine(w, style, i+1, line)
		}
	}
	fmt.Fprintln(w)
	for _, line := range term.Wrap(term.Flow(q.Ask.In(say.Lang())), textColumns(style)) {
		fmt.Fprintln(w, p.Bold(line))
	}
	fmt.Fprintln(w)
	for i, o := range options {
		Option(w, style, say, i+1, o)
	}
	fmt.Fprintln(w)
}

// Option writes an option with its number, and the number of the line that it names.
func Option(w io.Writer, style term.Style, say *msg.Printer, n int, o course.Option) {
	text := term.Flow(o.Text.In(say.Lang()))
	if o.Number > 0 {
		text = say.Say("quiz.at-line", "text", text, "line", o.Number)
	}
	for i, line := range term.Wrap(text, textColumns(style)-5) {
		mark := "   "
		if i == 0 {
			mark = fmt.Sprintf("%2d.", n)
		}
		fmt.Fprintf(w, "%s %s\n", mark, line)
	}
}

// Answered writes whether an answer is right, and why.
func Answered(w io.Writer, style term.Style, say *msg.Printer, o course.Option) {
	p := style.Palette()
	text, mark := p.Bad(say.Say("quiz.wrong")), p.Bad(style.Mark(false))
	if o.Right {
		text, mark = p.Good(say.Say("quiz.right")), p.Good(style.Mark(true))
	}
	if !style.Plain {
		text = mark + " " + text
	}
	fmt.Fprintln(w, text)
	Why(w, style, say, o)
}

// Why writes why an option is right, or which mistake leads to it.
func Why(w io.Writer, style term.Style, say *msg.Printer, o course.Option) {
	for _, line := range term.Wrap(term.Flow(o.Why.In(say.Lang())), textColumns(style)-2) {
		fmt.Fprintln(w, strings.TrimRight("  "+line, " "))
	}
	fmt.Fprintln(w)
}

// numberWidth is the width of a line's number and the spaces after it, in columns.
const numberWidth = 6

// listingLine writes a line of code with its number. A line that is too wide goes on below, because nothing of the program may be missing.
func listingLine(w io.Writer, style term.Style, n int, code string) {
	code = strings.ReplaceAll(code, "\t", "    ")
	text := strings.TrimLeft(code, " ")
	indent, number := code[:len(code)-len(text)], fmt.Sprintf("%4d", n)
	lines := []string{text}
	if room := max(20, style.Column-numberWidth-len(indent)); term.Width(text) > room {
		lines = term.Wrap(text, room)
	}
	for _, line := range lines {
		fmt.Fprintln(w, strings.TrimRight(term.Pad(number, numberWidth)+indent+line, " "))
		number = ""
	}
}

// folded returns a sentence in lines of at most the width of running text.
func folded(style term.Style, sentence string) string { return term.Fold(sentence, textColumns(style)) }

// textColumns returns the width of running text.
func textColumns(style term.Style) int { return min(style.Column, maxText) }
