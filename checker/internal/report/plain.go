package report

import (
	"fmt"
	"io"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
)

// plainLesson writes a lesson's block for a screen reader: one sentence on each line, without bars and columns.
func plainLesson(w io.Writer, say *msg.Printer, res outcome.Lesson) {
	fmt.Fprintln(w, say.Say("plain.lesson", "id", res.Lesson.ID, "title", res.Lesson.Title.In(say.Lang()), "passed", res.Passed(), "total", len(res.Steps)))
	steps := res.Steps
	if res.Build != nil {
		fmt.Fprintln(w, notBuiltWords(res, say))
		steps = nil
	}
	for _, s := range steps {
		fmt.Fprintln(w, say.Say("plain."+string(s.Status), "step", s.Step.ID, "title", s.Step.Title.In(say.Lang())))
	}
	for _, note := range NotesOf(res, say) {
		fmt.Fprintln(w, note)
	}
	fmt.Fprintln(w)
}
