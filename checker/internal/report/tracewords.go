package report

import (
	"strings"

	"sharedmap-workshop/checker/internal/msg"
)

// sayOperation returns a line of the form "operation: value" or "read name: value" of a trace in the reader's language. Lines of another form, and values of the
// program, stay as they are.
func sayOperation(say *msg.Printer, line string) string {
	op, value, found := strings.Cut(line, ": ")
	if verb, name, named := strings.Cut(op, " "); found && named && (verb == "read" || verb == "write") {
		return say.Say("trace."+verb) + " " + name + ": " + value
	}
	key := "trace." + keyOf(op)
	if !found || !say.Has(key) {
		return line
	}
	return say.Say(key) + ": " + sayMet(say, op, value)
}

// sayMet returns what an operation met, such as a closed channel. The value of a select begins with the operation of the case that was chosen.
func sayMet(say *msg.Printer, op, value string) string {
	switch op {
	case "read", "write", "panic", "context err":
		return value
	case "select":
		if chosen, rest, found := strings.Cut(value, " "); found && (chosen == "send" || chosen == "receive") {
			return say.Say("trace-value."+chosen) + " " + sayMet(say, chosen, rest)
		}
	}
	if key := "trace-value." + keyOf(value); say.Has(key) {
		return say.Say(key)
	}
	return value
}

// keyOf returns the words of a trace as a part of a message's key.
func keyOf(words string) string { return strings.ReplaceAll(words, " ", "-") }
