package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// Who has done what was asked for is told the command that comes next: of the next step, of the next lesson, or of the whole workshop.
func TestWhoIsDoneIsToldWhatComesNext(t *testing.T) {
	c, err := course.Published()
	require.NoError(t, err)
	report := func(l course.Lesson) LessonReport {
		r := LessonReport{ID: l.ID, Title: l.Title.In("en"), Passed: len(l.Steps), Total: len(l.Steps), all: true}
		for _, s := range l.Steps {
			r.order = append(r.order, l.StepID(s))
		}
		return r
	}
	first, last := report(c.Lessons[0]), report(c.Lessons[len(c.Lessons)-1])
	one := first
	one.all, one.Steps = false, []StepReport{{ID: first.order[0]}}
	second, _, _ := strings.Cut(c.Lessons[1].ID, "-")
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		for next, run := range map[string]Run{
			say.Command("run", c.NameOf(first.order[1])): {Lessons: []LessonReport{one}},
			say.Command("run", second):                   {Lessons: []LessonReport{first}},
			say.Command():                                {Lessons: []LessonReport{last}},
		} {
			var out bytes.Buffer
			writeDone(&out, term.Style{}.Palette(), say, run, false)
			assert.Contains(t, out.String(), "    "+next+"\n")
		}
	}
}
