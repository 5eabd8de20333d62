package report

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
)

// words returns one or two sentences that say what a finding means, and what else its output shows.
func words(f goout.Finding, say *msg.Printer) string { return meaning(f, say) + crashNotes(f, say) }

// meaning returns one or two sentences that say what a finding means.
func meaning(f goout.Finding, say *msg.Printer) string {
	key := "finding." + string(f.Kind)
	switch f.Kind {
	case goout.KindAssertion:
		if f.Message != "" {
			return f.Message
		}
	case goout.KindBuild, goout.KindVet:
		if f.Message != "" {
			return withCause(f.Message, "\n", f, say)
		}
	case goout.KindPanic:
		return panicWords(f, say)
	case goout.KindDataRace:
		return raceWords(f, say)
	case goout.KindExit:
		if f.Cause != "" {
			return exitWords(f, say)
		}
		if status, last, ok := strings.Cut(f.Message, "\n"); ok {
			return say.Say(key, "message", status) + "\n" + say.Say("finding.exit-last", "line", last)
		}
	case goout.KindUnknown:
		if f.Cause != "" {
			return causeWords(f, say) + blockedWords(f, say)
		}
		if f.Message == "" {
			return say.Say("finding.unread")
		}
	case goout.KindDeadlock, goout.KindLeak, goout.KindTimeout:
		if text := causeWords(f, say); text != "" {
			return text + blockedWords(f, say)
		}
		text := say.Say(key, "message", f.Message)
		if f.Kind == goout.KindTimeout {
			text = timeoutWords(f, say)
		}
		return strings.TrimSpace(text+" "+aloneWords(f, say)) + blockedWords(f, say)
	}
	return strings.TrimSpace(say.Say(key, "message", strings.TrimPrefix(f.Message, "panic: ")))
}

// panicWords returns the sentences for a panic or a fatal error: its message, and what the message means.
func panicWords(f goout.Finding, say *msg.Printer) string {
	if f.Message == "" {
		return causeWords(f, say)
	}
	message := f.Message
	if secondPanic(message) != "" { // the notes of the crash have the second one
		message, _, _ = strings.Cut(message, "\n\tpanic: ")
	}
	message = strings.TrimSpace(strings.TrimPrefix(message, "panic: "))
	key := "finding.panic"
	if !strings.HasPrefix(f.Message, "panic: ") && !strings.HasPrefix(f.Message, "http: panic") {
		key = "finding.fatal"
	}
	if message == "" {
		message = say.Say("finding.no-words")
	}
	return withCause(say.Say(key, "message", message), "\n", f, say)
}

// withCause returns the text followed by the sentence for the finding's cause, if the sources do not tell more.
func withCause(text, gap string, f goout.Finding, say *msg.Printer) string {
	if why := causeWords(f, say); why != "" && f.Pattern == "" {
		return text + gap + why
	}
	return text
}

// causeWords returns the sentence for the finding's cause, or "".
func causeWords(f goout.Finding, say *msg.Printer) string {
	if key := "cause." + f.Cause; f.Cause != "" && say.Has(key) {
		return say.Say(key)
	}
	return ""
}

func raceWords(f goout.Finding, say *msg.Printer) string {
	if len(f.Accesses) < 2 {
		return say.Say("finding.data-race-cut")
	}
	a, b := f.Accesses[0], f.Accesses[1]
	if a.File != "" && a.File == b.File && a.Line == b.Line && isWrite(a) && isWrite(b) {
		return say.Say("finding.data-race-writes", "place", placeOf(a.File, a.Line, say))
	}
	return say.Say("finding.data-race",
		"op1", opWord(a, say), "place1", placeOf(a.File, a.Line, say),
		"op2", opWord(b, say), "place2", placeOf(b.File, b.Line, say))
}

func opWord(a goout.Access, say *msg.Printer) string {
	if isWrite(a) {
		return say.Say("finding.writes")
	}
	return say.Say("finding.reads")
}

func isWrite(a goout.Access) bool {
	return strings.HasPrefix(a.Op, "write") || strings.HasPrefix(a.Op, "atomic write")
}

func placeOf(file string, line int, say *msg.Printer) string {
	if file == "" {
		return say.Say("finding.nowhere")
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// maxBlocked is the largest number of blocked goroutines that a text names. The text counts the others.
const maxBlocked = 4

// placeKey returns the key of the sentence about a goroutine at a line: it waits, it was running, or it was there.
func placeKey(g goout.Goroutine) string {
	switch {
	case inProfile(g):
		return "finding.was-at"
	case strings.HasPrefix(g.State, "run"):
		return "finding.ran"
	}
	return "finding.waits"
}

func blockedWords(f goout.Finding, say *msg.Printer) string {
	var b strings.Builder
	n := 0
	for _, g := range f.Goroutines {
		if g.File == "" {
			continue
		}
		if n++; n <= maxBlocked {
			b.WriteString("\n" + say.Say(placeKey(g), "state", operation(g), "place", placeOf(g.File, g.Line, say)))
		}
	}
	if n > maxBlocked {
		b.WriteString("\n" + say.Say("finding.waits-more", "count", n-maxBlocked))
	}
	return b.String()
}
