package report

import (
	"errors"
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
)

// ReasonWords returns a sentence that says why a step was not judged.
func ReasonWords(s outcome.Step, say *msg.Printer) string {
	if s.Reason == outcome.Machine {
		return say.Say("machine."+string(s.Fault), "detail", s.Detail)
	}
	var unfit *instrument.UnfitError
	if s.Explored != nil && errors.As(s.Explored.Err, &unfit) {
		return say.Say("schedule."+unfit.Kind, "what", unfit.What)
	}
	return say.Say("reason."+string(s.Reason), "detail", s.Detail)
}

// FaultWords returns the text about an error of the machine with which a command fails.
func FaultWords(err error, say *msg.Printer) string {
	var machine *gotest.EnvironmentError
	if errors.As(err, &machine) {
		detail := "    " + strings.ReplaceAll(machine.Detail, "\n", "\n    ")
		return say.Say("machine."+string(machine.Fault)) + "\n" + detail + "\n" + say.Say("machine.doctor")
	}
	return say.Say("machine.unknown", "error", err.Error())
}

// withoutPlace removes the place at the beginning of a text. The report writes the place above the text.
func withoutPlace(text string) string {
	if _, rest, ok := strings.Cut(text, ": "); ok {
		return rest
	}
	return text
}

// RefusalWords returns a sentence that names the code that grading does not accept, and its place.
func RefusalWords(r course.Refusal, file string, say *msg.Printer) string {
	return say.Say("file."+r.Why, "place", fmt.Sprintf("%s:%d", file, r.Line), "what", r.What)
}
