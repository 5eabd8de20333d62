package report

import (
	"fmt"
	"io"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// writePattern writes the sentence of the finding's pattern and the lesson that teaches it. It writes nothing if no pattern was recognised.
func writePattern(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	key := "pattern." + string(f.Pattern)
	if f.Pattern == "" || !say.Has(key) {
		return
	}
	fmt.Fprintln(w)
	for _, line := range term.Wrap(say.Say(key), min(style.Column, maxPicture)-4) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	if lesson := lessonFor(f.Pattern); lesson != "" {
		for _, line := range term.Wrap(say.Say("picture.lesson", "lesson", lesson), min(style.Column, maxPicture)-2) {
			fmt.Fprintf(w, "  %s\n", style.Palette().Dim(line))
		}
	}
}

// lessonFor returns the lesson that teaches the pattern, or "" if there is none.
func lessonFor(p goout.Pattern) string {
	c, err := course.Published()
	if err != nil {
		return ""
	}
	return c.Teaching(string(p))
}
