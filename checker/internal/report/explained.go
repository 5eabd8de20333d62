package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/verify"
)

// Explanations writes the explanations that were missed, then the score.
func Explanations(w io.Writer, style term.Style, say *msg.Printer, e verify.ExplanationScore) {
	p := style.Palette()
	for _, m := range e.Missed {
		key := "verify.explained-missed"
		if m.Confident {
			key = "verify.explained-wrong"
		}
		fmt.Fprintln(w, p.Bad(say.Say(key, "name", m.Answer, "step", m.Step, "want", strings.Join(m.Want, ", "), "got", strings.Join(m.Got, ", "))))
	}
	fmt.Fprintln(w, term.Fold(say.Say("verify.explained", "right", e.Right, "total", e.Total, "told", e.ByTest.Right, "tests", e.ByTest.Total), style.Column))
}
