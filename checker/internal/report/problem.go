package report

import (
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// ProblemWords returns a sentence about what is wrong with a submission.
func ProblemWords(p intake.Problem, say *msg.Printer) string {
	if p.Why == intake.WhyUnreadable {
		p.What = unreadableWords(p.What, say)
	}
	return say.Say("intake."+p.Why, "where", safetext.Line(p.Where), "what", safetext.Line(p.What))
}
