package report

import (
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
)

// Waits returns a sentence's part that says what a goroutine waits for, and who holds it. at is how everything stands, names are what the objects
// are called.
func Waits(g explore.Standing, at *explore.Moment, names map[int]string, say *msg.Printer) string {
	var called []string
	for _, o := range g.Objects {
		called = append(called, objectName(o, names))
	}
	object := strings.Join(called, ", ")
	switch {
	case (g.Op == "lock" || g.Op == "rlock") && len(g.Objects) == 1:
		for _, l := range at.Locks {
			if l.Object == g.Objects[0] && len(l.Owners) > 0 {
				return say.Say("player.waits-lock", "object", object, "owner", NameList(l.Owners, say))
			}
		}
		return say.Say("player.waits-free", "object", object)
	case (g.Op == "receive" || g.Op == "send") && len(g.Objects) == 1:
		return say.Say("player.waits-"+g.Op, "object", object)
	}
	key := "state." + keyOf(g.Op)
	state := safetext.Line(g.Op)
	if who, ok := strings.CutPrefix(g.Op, "wait for "); ok {
		state = say.Say("state.wait-for", "who", safetext.Line(who))
	} else if say.Has(key) {
		state = say.Say(key, "who", "")
	}
	return say.Say("player.waits-other", "state", state)
}

func objectName(number int, names map[int]string) string {
	if name, ok := names[number]; ok {
		return safetext.Line(name)
	}
	return "?"
}

// ObjectNames returns what the locks, channels and variables of a schedule are called, by their numbers.
func ObjectNames(r *explore.Result) map[int]string {
	names := map[int]string{}
	for _, o := range r.Objects {
		names[o.Number] = o.Name
	}
	return names
}

// NameList returns the names of goroutines as one text.
func NameList(names []string, say *msg.Printer) string {
	safe := make([]string, len(names))
	for i, n := range names {
		safe[i] = safetext.Line(n)
	}
	if n := len(safe); n > 1 {
		return say.Say("player.list-two", "first", strings.Join(safe[:n-1], ", "), "last", safe[n-1])
	}
	return strings.Join(safe, "")
}
