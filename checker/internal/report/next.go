package report

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// nextStep returns the key of the text about what to do next, and the step whose TODO is to be found.
func nextStep(run Run, l *LessonReport, s *StepReport) (key, step string) {
	step = outcome.WaitsFor(s.Findings, course.ShortID(s.ID))
	switch work, _ := fs.ReadFile(run.src, l.file); {
	case broken(s):
		return "next-fix", step
	case l.wasGreen(step): // its TODO is done: a later edit has broken it
		return "next-changed", step
	case !bytes.Contains(work, []byte("TODO("+step+")")):
		return "next-look", step
	}
	return "next-edit", step
}

// wasGreen reports whether the step is red and was green in an earlier run.
func (l *LessonReport) wasGreen(step string) bool {
	return slices.ContainsFunc(l.Steps, func(s StepReport) bool { return course.ShortID(s.ID) == step && s.GreenBefore })
}

// writeNext writes the file to open and the command to type.
func writeNext(w io.Writer, p term.Palette, say *msg.Printer, run Run, l *LessonReport, s *StepReport) {
	key, short := nextStep(run, l, s)
	name := l.ID
	if l.unbuilt == "" {
		name = nameOf(l.ID + "/" + short)
	}
	fmt.Fprintf(w, "\n%s\n", p.Bold(say.Say("run.next")))
	for _, line := range term.Wrap(say.Say("run."+key, "file", l.file, "step", short), maxText-2) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	fmt.Fprintf(w, "    %s\n", p.Code(say.Command("run", name)))
	if key != "next-fix" {
		fmt.Fprintf(w, "  %s\n    %s\n", say.Say("run.next-hint"), p.Code(say.Command("hint", name)))
	}
}
