package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Who has done what was asked for is told the command that comes next: of the next step, of the next lesson, or of the whole workshop.
func TestWhoIsDoneIsToldWhatComesNext(t *testing.T) {
	first := LessonReport{ID: "01-race", Title: "The race", Passed: 6, Total: 6, all: true, order: []string{"01-race/wait", "01-race/lost-update"}}
	last := LessonReport{ID: "04-close-and-context", Title: "The end", Passed: 9, Total: 9, all: true}
	one := first
	one.all, one.Steps = false, []StepReport{{ID: "01-race/wait"}}
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		for next, run := range map[string]Run{
			say.Command("run", "lost-update"): {Lessons: []LessonReport{one}},
			say.Command("run", "02"):          {Lessons: []LessonReport{first}},
			say.Command():                     {Lessons: []LessonReport{last}},
		} {
			var out bytes.Buffer
			writeDone(&out, term.Style{}.Palette(), say, run, false)
			assert.Contains(t, out.String(), "    "+next+"\n")
		}
	}
}
