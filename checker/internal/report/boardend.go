package report

import (
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/goout"
)

// end returns what came of the schedule: the sentence, who waits for what, and whether the waits are a circle.
func (b *boardDrawer) end(locks *lockTable) []string {
	out := wrapHard(strings.Join(strings.Fields(b.finding.Text), " "), b.wide)
	if len(b.finding.Goroutines) == 0 {
		return out
	}
	waits := waitGraph{b.finding.Goroutines, locks}
	for i, g := range placesFirst(b.finding.Goroutines) {
		if i == maxBlockedLines/2 {
			out = append(out, wrapHard(b.say.Say("schedule.more-stuck", "count", len(b.finding.Goroutines)-i), b.wide)...)
			break
		}
		for j, line := range wrapHard(b.waiting(g, locks), b.wide-2) {
			if j > 0 {
				line = "  " + line
			}
			out = append(out, b.style.Palette().Bad(line))
		}
	}
	switch circle := waits.circle(); {
	case len(circle) == 1:
		out = append(out, wrapHard(b.say.Say("storyboard.self", "who", circle[0]), b.wide)...)
	case len(circle) > 1:
		out = append(out, wrapHard(b.say.Say("storyboard.circle", "who", strings.Join(circle, ", ")), b.wide)...)
	}
	return out
}

// waiting returns what a blocked goroutine waits for, and who holds it.
func (b *boardDrawer) waiting(g goout.Goroutine, locks *lockTable) string {
	if b.finding.Cause == string(explore.Livelock) && stateWord(g.State, b.say) == g.State { // it is not blocked: it never ends
		return b.say.Say("schedule.moves", "who", g.Func, "place", at(path.Base(g.File), g.Line))
	}
	place := ""
	if g.Line > 0 && !strings.HasSuffix(g.File, "_test.go") {
		place = at(path.Base(g.File), g.Line)
	}
	key := "storyboard.stuck"
	if place == "" {
		key = "storyboard.stuck-test"
	}
	text := b.say.Say(key, "who", g.Func, "state", stateWord(g.State, b.say), "place", place)
	if h, ok := locks.holder(g.Object); ok {
		key = "storyboard.holder"
		if b.lockAt(g) != "" {
			key = "storyboard.holder-named"
		}
		text += " " + b.say.Say(key, "lock", b.lockAt(g), "who", h.who, "place", at(path.Base(h.file), h.line))
	}
	return text
}

// lockAt returns the lock that a blocked goroutine waits for, as its line spells it.
func (b *boardDrawer) lockAt(g goout.Goroutine) string {
	for _, e := range slices.Backward(b.finding.Trace) {
		if e.Goroutine == g.Func && e.File == g.File && e.Line == g.Line {
			return lockName(e.Code)
		}
	}
	return ""
}

// A waitGraph tells which blocked goroutine of a schedule waits for which other one.
type waitGraph struct {
	blocked []goout.Goroutine
	locks   *lockTable
}

// next returns the goroutines that could end a goroutine's wait, as far as they are known: the holders of its lock, or the goroutine for whose end it waits.
func (w waitGraph) next(g goout.Goroutine) []string {
	if who, ok := strings.CutPrefix(g.State, "wait for "); ok {
		return []string{who}
	}
	var out []string
	for _, h := range w.locks.held() {
		if g.Object > 0 && h.object == g.Object && !(h.shared && g.State == "rlock") {
			out = append(out, h.who)
		}
	}
	for _, other := range w.blocked { // a writer that waits keeps new readers out
		if g.Object > 0 && g.State == "rlock" && other.State == "lock" && other.Object == g.Object {
			out = append(out, other.Func)
		}
	}
	return out
}

// circle returns goroutines each of which waits for the next one and the last one for the first. It returns nil if no waits are known to be a circle:
// a goroutine that waits for a value, say, waits for nobody in particular.
func (w waitGraph) circle() []string {
	for _, g := range w.blocked {
		if path := w.walk([]string{g.Func}); path != nil {
			return path
		}
	}
	return nil
}

// walk continues a chain of waits until it comes back to its start.
func (w waitGraph) walk(chain []string) []string {
	i := slices.IndexFunc(w.blocked, func(g goout.Goroutine) bool { return g.Func == chain[len(chain)-1] })
	if i < 0 {
		return nil // it is not blocked
	}
	for _, who := range w.next(w.blocked[i]) {
		if who == chain[0] {
			return chain
		}
		if slices.Contains(chain, who) {
			continue
		}
		if whole := w.walk(append(slices.Clone(chain), who)); whole != nil {
			return whole
		}
	}
	return nil
}
