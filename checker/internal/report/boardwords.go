package report

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/term"
)

// happened returns what a row's operations read, wrote or met, one text each. What the code says already, such as that a lock is taken, is not
// among them.
func (b *boardDrawer) happened(group []indexedEvent) []string {
	var out []string
	for _, e := range withValues(group) {
		key := "storyboard." + keyOf(e.Op)
		var text string
		switch name, value := variable(e.Event); {
		case e.Op == "call":
		case e.Op == opWaits:
			text = b.say.Say(key)
		case (e.Op == "read" || e.Op == "write") && value == "" && name != "":
			text = b.say.Say(key+"-name", "name", name)
		case (e.Op == "read" || e.Op == "write") && value != "":
			text = b.say.Say(key, "name", name, "value", value)
		case value != "" && b.say.Has(key+"-value."+value):
			text = b.say.Say(key + "-value." + value)
		case value != "" && b.say.Has(key):
			text = b.say.Say(key, "value", value)
		case value != "":
			text = sayOperation(b.say, e.Op+": "+value)
		}
		if text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// withValues returns the operations whose values are known. A row in which none is known keeps its reads and writes: it is a line that was begun.
func withValues(group []indexedEvent) []indexedEvent {
	var known []indexedEvent
	for _, e := range group {
		if e.Value != "" || e.Op == opWaits {
			known = append(known, e)
		}
	}
	if len(known) > 0 || slices.ContainsFunc(group, func(e indexedEvent) bool { return e.Op != "read" && e.Op != "write" }) {
		return known
	}
	return group
}

// mapElement matches the value of a map's element in a trace: "key": value.
var mapElement = regexp.MustCompile(`^("(?:[^"\\]|\\.)*"): (.*)$`)

// variable returns the variable of a read or a write as the source spells it, and its value.
func variable(e goout.Event) (name, value string) {
	if m := mapElement.FindStringSubmatch(e.Value); m != nil && e.Name != "" {
		return e.Name + "[" + m[1] + "]", m[2]
	}
	return e.Name, e.Value
}

// note returns what there is to say about a row: its file and line, what happened there, who was interrupted, and who holds which lock.
func (b *boardDrawer) note(r goout.Event, group []indexedEvent, above goout.Event, locks *lockTable) []string {
	var parts []string
	if r.Line > 0 && !ofScenario(r.File) {
		parts = append(parts, at(path.Base(r.File), r.Line))
	}
	parts = append(parts, r.Goroutine)
	text := strings.Join(parts, "  ")
	if what := b.happened(group); len(what) > 0 {
		text += ": " + strings.Join(what, ", ")
	}
	out := wrapHard(text, b.wide)
	if r.Switch {
		out = append(out, wrapHard(b.say.Say("storyboard.interrupted", "who", above.Goroutine), b.wide)...)
	}
	return append(out, b.lockNote(locks)...)
}

// lockNote returns who holds which lock. If the schedule uses no lock at all, it says that.
func (b *boardDrawer) lockNote(locks *lockTable) []string {
	held := locks.held()
	if len(held) == 0 {
		key := "storyboard.none-held"
		if !slices.ContainsFunc(dropSetup(b.finding.Trace), takesLock) {
			key = "storyboard.no-locks"
		}
		return wrapHard(b.say.Say(key), b.wide)
	}
	var out []string
	for _, h := range held {
		out = append(out, wrapHard(b.say.Say("storyboard.held", "lock", h.name, "who", h.who, "place", at(path.Base(h.file), h.line)), b.wide)...)
	}
	return out
}

// legend returns the meaning of the signs that occur in the picture.
func (b *boardDrawer) legend(rows []goout.Event) []string {
	var out []string
	add := func(sign, key string, args ...any) {
		for i, line := range wrapHard(b.say.Say(key, args...), b.wide-6) {
			if i > 0 {
				sign = ""
			}
			out = append(out, term.Pad(" "+sign, 6)+line)
		}
	}
	if b.each > 0 {
		add(strings.TrimSpace(b.gap), "storyboard.legend-column")
	}
	for _, r := range rows {
		if r.Line > 0 && !ofScenario(r.File) && b.oneFile() {
			add(strconv.Itoa(r.Line), "storyboard.legend-line", "file", path.Base(r.File), "line", r.Line)
			break
		}
	}
	if slices.ContainsFunc(rows, func(r goout.Event) bool { return r.Switch }) {
		add(">", "storyboard.legend-switch")
	}
	return out
}
