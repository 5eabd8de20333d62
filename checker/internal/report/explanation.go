package report

import (
	"bytes"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// Explanation returns what `checker run` writes about step i of the run's only lesson: "" if the step is not red.
func Explanation(style term.Style, say *msg.Printer, run Run, i int) string {
	l := &run.Lessons[0]
	s := &l.Steps[i]
	if s.Status != outcome.Fail {
		return ""
	}
	var w bytes.Buffer
	explain(&w, style, say, run, l, s)
	if l.unbuilt == "" {
		writePrinted(&w, style, say, s)
	}
	return strings.Trim(w.String(), "\n")
}

// NotBuilt returns the sentence that says why none of the steps of the lesson could run, or "" if it was built.
func NotBuilt(res outcome.Lesson, say *msg.Printer) string {
	if res.Build == nil {
		return ""
	}
	return notBuiltWords(res, say)
}
