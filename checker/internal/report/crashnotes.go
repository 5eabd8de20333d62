package report

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

// crashNotes returns what the output of a crash shows besides its reason, each in a line of its own, or "".
func crashNotes(f goout.Finding, say *msg.Printer) string {
	text := ""
	if calls := circle(f); f.Cause == "stack-overflow" && calls != "" {
		text += "\n" + say.Say("finding.circle", "calls", calls)
	}
	if strings.HasPrefix(f.Message, "http: panic serving ") {
		text += "\n" + say.Say("finding.served-on")
	}
	if second := secondPanic(f.Message); second != "" {
		text += "\n" + say.Say("finding.second-panic", "message", second)
	}
	if tests := runningTests(f); len(tests) > 1 {
		text += "\n" + say.Say("finding.running", "tests", strings.Join(tests, ", "))
	}
	return text
}

// isCrashDetail reports whether a line of a crash's text is a frame, the signal's line, or a panic that handed the first one on.
// The other lines with a tab are those of the value that the program gave to panic.
func isCrashDetail(line string) bool {
	return strings.HasPrefix(line, "[signal ") || strings.HasPrefix(line, "\tpanic: ") || strings.HasPrefix(line, "\t") && strings.Contains(line, ".go:")
}

// exitWords returns what the end of a process means, and which test was running if a process from outside ended it.
func exitWords(f goout.Finding, say *msg.Printer) string {
	text := say.Say("exit."+f.Cause, "code", f.ExitCode)
	if strings.HasPrefix(f.Cause, "killed") && f.Test != "" {
		text += " " + say.Say("exit.running", "test", f.Test)
	}
	if _, last, ok := strings.Cut(f.Message, "\n"); ok {
		text += "\n" + say.Say("finding.exit-last", "line", last)
	}
	return text
}

// runningTests returns the tests that were running when the time limit ended the run, as the message of the time-out lists
// them: `<tab><tab>TestA (30s)`.
func runningTests(f goout.Finding) []string {
	if f.Kind != goout.KindTimeout {
		return nil
	}
	var tests []string
	for line := range strings.SplitSeq(f.Message, "\n") {
		if name, _, ok := strings.Cut(strings.TrimPrefix(line, "\t\t"), " ("); ok && strings.HasPrefix(line, "\t\t") {
			tests = append(tests, name)
		}
	}
	return tests
}

// secondPanic returns the message of a panic in a deferred call that ran because of the first panic, or "". A panic that
// was recovered and handed on is no second one.
func secondPanic(message string) string {
	first, rest, _ := strings.Cut(message, "\n")
	if !strings.HasPrefix(first, "panic: ") || strings.Contains(first, "[recovered") {
		return ""
	}
	for line := range strings.SplitSeq(rest, "\n") {
		if second, ok := strings.CutPrefix(line, "\tpanic: "); ok {
			return second
		}
	}
	return ""
}

// circle returns the calls between two equal frames of the goroutine that crashed, the innermost first, or "".
func circle(f goout.Finding) string {
	if len(f.Goroutines) == 0 {
		return ""
	}
	var calls []string
	last := map[string]int{}
	for _, at := range f.Goroutines[0].Frames {
		if at.File == "" || !at.IsUser() {
			continue
		}
		call := fmt.Sprintf("%s (%s:%d)", goout.ShortFunc(at.Func), at.File, at.Line)
		if from, ok := last[call]; ok {
			return strings.Join(calls[from:], ", ")
		}
		last[call] = len(calls)
		calls = append(calls, call)
	}
	return ""
}
