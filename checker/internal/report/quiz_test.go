package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/quiz"
	"sharedmap-workshop/checker/internal/term"
)

// asked is a question with wide lines.
var asked = course.Question{
	ID: "wide", Program: "docs/examples/01/wide", Kind: course.Waits,
	Ask: course.Text{En: strings.Repeat("word ", 40) + "?", Ko: strings.Repeat("낱말 ", 40) + "?"},
	Source: course.Source{First: 3, Lines: []string{
		"package main", "", "func main() {", "\tc <- 1 // " + strings.Repeat("comment ", 12) + "ends", "}",
	}},
	Options: []course.Option{{
		Text: course.Text{En: "At the send", Ko: "보내기에서"}, Why: course.Text{En: strings.Repeat("because ", 30), Ko: strings.Repeat("때문에 ", 30)}, Right: true, Number: 4,
	}},
}

func TestAQuestionFits(t *testing.T) {
	for _, lang := range msg.Langs() {
		for _, columns := range []int{80, 50} {
			var b bytes.Buffer
			style := term.Style{Column: columns}
			Question(&b, style, msg.New(lang), "01-race", 1, 3, asked, asked.Options)
			Answered(&b, style, msg.New(lang), asked.Options[0])
			assert.NotContains(t, b.String(), "package main")
			assert.Contains(t, b.String(), "   3  func main() {\n   4      c <- 1 // comment")
			assert.Contains(t, b.String(), "ends\n   5  }\n", "nothing of a wide line is missing")
			for line := range strings.Lines(b.String()) {
				assert.LessOrEqual(t, term.Width(strings.TrimRight(line, "\n")), columns, "%s, %d columns: %s", lang, columns, line)
			}
		}
	}
}

// shown returns what Evidence writes in English about a question.
func shown(q course.Question, e quiz.Evidence) string {
	var b bytes.Buffer
	Evidence(&b, term.Style{Column: 80}, msg.New("en"), q, e)
	return b.String()
}

func TestEvidenceOfWhatIsPrinted(t *testing.T) {
	prints := "1\n"
	q := course.Question{Program: "docs/examples/01/x", Kind: course.Prints, Options: []course.Option{{Right: true, Prints: &prints}}}
	of := func(output string) string {
		return shown(q, quiz.Evidence{Option: q.Options[0], Run: &quiz.Run{Output: []byte(output)}})
	}
	assert.Equal(t, "The program was run just now. It printed:\n    1\n\n", of("1\n"))
	assert.Contains(t, of(""), "It printed nothing.\nThat does not agree with the answer.")
	assert.Contains(t, of("2\n"), "    git checkout -- docs/examples/01/x\n")
	assert.Contains(t, of(strings.Repeat("1\n", 40)), "    … and 28 more lines\n")
}

func TestEvidenceOfSchedules(t *testing.T) {
	yes, no := true, false
	q := course.Question{Kind: course.Schedules}
	of := func(possible *bool, e quiz.Explored) string {
		return shown(q, quiz.Evidence{Option: course.Option{Test: "TestA", Possible: possible}, Explored: &e})
	}
	broken := &explore.Result{Cause: explore.Check, Schedules: 3, Found: 3, Trace: []explore.Step{{Goroutine: "main", File: "main.go", Line: 7, Code: "v = 1"}}}
	fine := &explore.Result{Schedules: 9, Exhausted: true, Bound: 4}
	assert.Contains(t, of(&yes, quiz.Explored{Result: broken}), "Schedule 3 of those that were tried leads to it:\n\n  main")
	assert.Contains(t, of(&no, quiz.Explored{Result: broken}), "That does not agree with the answer.")
	assert.Equal(t, "All 9 schedules with at most 4 preemptions were tried just now. None of them\nleads to it.\n\n", of(&no, quiz.Explored{Result: fine}))
	assert.Contains(t, of(&yes, quiz.Explored{Result: fine}), "That does not agree with the answer.")
	capped := of(&no, quiz.Explored{Result: &explore.Result{Schedules: 9, Capped: true, Limit: "time"}})
	assert.Contains(t, capped, "not all schedules were tried")
	assert.NotContains(t, capped, "agree", "it shows nothing")
	none := of(&no, quiz.Explored{Err: errors.New("killed"), Reasons: []instrument.Reason{{Kind: "unlike"}}})
	assert.Contains(t, none, "This cannot be judged")
	assert.NotContains(t, none, "agree")
	assert.Contains(t, of(&no, quiz.Explored{Err: errors.New("killed")}), "killed")
}
