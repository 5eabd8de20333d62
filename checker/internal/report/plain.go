package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
)

// plainLesson writes a lesson's block for a screen reader: sentences, one a line, no bars and no columns.
func plainLesson(w io.Writer, say *msg.Printer, res gotest.LessonResult) {
	passed := 0
	for _, s := range res.Steps {
		if s.Status == gotest.Pass {
			passed++
		}
	}
	fmt.Fprintln(w, say.Say("plain.lesson", "id", res.Lesson.ID, "title", res.Lesson.Title.In(say.Lang()), "passed", passed, "total", len(res.Steps)))
	for _, s := range res.Steps {
		fmt.Fprintln(w, say.Say("plain."+string(s.Status), "step", s.Step.ID, "title", s.Step.Title.In(say.Lang())))
	}
	if len(res.Replaced) > 0 {
		fmt.Fprintln(w, say.Say("run.replaced", "files", strings.Join(res.Replaced, ", ")))
	}
	fmt.Fprintln(w)
}
