package report

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// drawWaiting draws the blocked goroutines and the other lines that belong to the pattern.
func drawWaiting(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding, s *sources, wide int) {
	if f.Pattern == blame.NilChannel { // goroutines that wait for something else are not part of the pattern
		f.Goroutines = slices.DeleteFunc(slices.Clone(f.Goroutines), func(g goout.Goroutine) bool { return !g.OnNil() })
	}
	k := waitChainOf(f)
	if len(k.nodes) > 0 {
		waitChainDrawer{k, w, style, say, s, wide}.draw()
	}
	groups := groupBySite(f.Goroutines, k)
	if len(groups) > 0 && len(k.nodes) > 0 {
		fmt.Fprintf(w, "\n  %s\n", say.Say("wait-chain.others"))
	}
	rest := 0
	for i, same := range groups {
		if i < maxBlocked {
			drawGroup(w, style, say, same, s, wide)
		} else {
			rest += len(same)
		}
	}
	if rest > 0 {
		fmt.Fprintf(w, "  %s\n", say.Say("finding.waits-more", "count", rest))
	}
	drawOthers(w, style, say, f, s, wide, k)
}

// groupBySite groups the goroutines that have the same state at the same line. It leaves out the goroutines of the wait chain.
func groupBySite(all []goout.Goroutine, k waitChain) [][]goout.Goroutine {
	var out [][]goout.Goroutine
	at := map[string]int{}
	for _, g := range all {
		if g.File == "" && !ranUnseen(g) || k.contains(g) {
			continue
		}
		key := fmt.Sprint(g.State, g.File, g.Line)
		if g.File == "" {
			key = fmt.Sprint(g.State, *g.Created)
		}
		i, ok := at[key]
		if !ok {
			i, at[key] = len(out), len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], g)
	}
	return out
}

// ranUnseen reports whether the goroutine was running on another thread, so that the dump names only the line that started it.
func ranUnseen(g goout.Goroutine) bool {
	return g.File == "" && g.Created != nil && len(g.Frames) == 0 && strings.HasPrefix(g.State, "running")
}

// inProfile reports whether the goroutine is one of a profile, which names lines and no states.
func inProfile(g goout.Goroutine) bool { return g.State == "" || g.State == "leaked" }

// drawGroup draws the first goroutine of a group, and writes the number of the others.
func drawGroup(w io.Writer, style term.Style, say *msg.Printer, same []goout.Goroutine, s *sources, wide int) {
	g := same[0]
	head := groupHead(g, say)
	for _, line := range term.Wrap(head, wide) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	if g.File != "" {
		fmt.Fprintf(w, "    %s\n", style.Palette().Code(at(g.File, g.Line)))
	}
	for _, row := range codeRow(style, s, g.File, g.Line, wide-2) {
		fmt.Fprintf(w, "  %s\n", row)
	}
	if c, ok := callerOf(g); ok {
		fmt.Fprintf(w, "    %s\n", style.Palette().Dim(say.Say("picture.called", "place", at(c.File, c.Line))))
	}
	if g.Created != nil {
		fmt.Fprintf(w, "    %s\n", style.Palette().Dim(say.Say("picture.started", "place", at(g.Created.File, g.Created.Line))))
	}
	if g.OtherChannel {
		for _, line := range term.Wrap(say.Say("picture.other-channel"), wide-2) {
			fmt.Fprintf(w, "    %s\n", style.Palette().Dim(line))
		}
	}
	if len(same) > 1 {
		fmt.Fprintf(w, "    %s\n", say.Say("picture.same", "count", len(same)-1))
	}
}

// groupHead returns a sentence's part that says what a goroutine waits for, or that it was running.
func groupHead(g goout.Goroutine, say *msg.Printer) string {
	if ranUnseen(g) {
		return say.Say("picture.runs-unseen", "n", g.ID)
	}
	waits, runs := "picture.waits", "picture.runs"
	if g.ID == 0 {
		waits, runs = "picture.waits-told", "picture.runs-told" // a test's record does not hold the numbers of goroutines
	}
	if strings.HasPrefix(g.State, "run") { // running, runnable
		return say.Say(runs, "n", g.ID, "func", g.Func)
	}
	if inProfile(g) {
		return say.Say("picture.is-at", "func", g.Func)
	}
	return say.Say(waits, "n", g.ID, "func", g.Func, "state", waitState(g, say))
}

// callerOf returns the line that called the function in which a goroutine of a test's record waits, where it is in the same file: a method that the
// owner of a channel calls itself waits for ever, and its own line does not show that. The dump of a real program has all its frames already.
func callerOf(g goout.Goroutine) (goout.Location, bool) {
	if g.ID != 0 || len(g.Stack) < 2 || path.Base(g.Stack[1].File) != path.Base(g.File) {
		return goout.Location{}, false
	}
	return goout.Location{File: g.File, Line: g.Stack[1].Line, Func: g.Stack[1].Func}, true
}

// blocked reports whether a finding is about blocked goroutines.
func blocked(f goout.Finding) bool {
	return f.Kind == goout.KindDeadlock || f.Kind == goout.KindLeak || f.Kind == goout.KindTimeout || f.Kind == goout.KindUnknown && len(f.Goroutines) > 0
}

// drawOthers draws the other lines of a pattern, such as the lock that is held or the close before a send.
func drawOthers(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding, s *sources, wide int, drawn waitChain) {
	for _, o := range linesWithRoles(f, s) {
		if drawn.showsLine(o.Location) {
			continue
		}
		fmt.Fprintf(w, "  %s %s\n", say.Say("role."+o.role), style.Palette().Code(fmt.Sprintf("%s:%d", o.File, o.Line)))
		for _, row := range codeRow(style, s, o.File, o.Line, wide-2) {
			fmt.Fprintf(w, "  %s\n", row)
		}
	}
}

// stateWord returns the text for a goroutine's state, or the state itself if there is no text.
func stateWord(state string, say *msg.Printer) string {
	if who, ok := strings.CutPrefix(state, "wait for "); ok {
		return say.Say("state.wait-for", "who", who)
	}
	key := "state." + strings.NewReplacer(" (durable)", "", " (nil chan)", "-nil", " (no cases)", "-none", " ", "-", ".", "-").Replace(strings.ToLower(state))
	if say.Has(key) {
		return say.Say(key)
	}
	return state
}
