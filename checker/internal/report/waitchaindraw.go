package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A waitChainDrawer draws one waitChain.
type waitChainDrawer struct {
	waitChain
	w     io.Writer
	style term.Style
	say   *msg.Printer
	src   *sources
	wide  int
}

func (d waitChainDrawer) draw() {
	switch {
	case d.style.Plain:
		d.sentences()
	case d.cycleStart == 0 && len(d.nodes) == 2 && d.style.Column >= twoLanes:
		d.pair()
	default:
		d.rail()
	}
}

func (d waitChainDrawer) who(g goout.Goroutine) string {
	if g.Func == "" {
		return d.say.Say("picture.goroutine", "n", g.ID)
	}
	return d.say.Say("wait-chain.who", "n", g.ID, "func", g.Func)
}

// state returns what a goroutine waits for. The text for a goroutine that waits for itself does not say that another one holds the lock.
func (d waitChainDrawer) state(g goout.Goroutine) string {
	if g.WaitsFor != nil && g.WaitsFor.Goroutine == g.ID {
		return d.say.Say("state.lock")
	}
	return waitState(g, d.say)
}

func at(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

// node returns the rows of one goroutine: what it holds, what it waits for, and what it would do next.
func (d waitChainDrawer) node(i, wide int) []string {
	g := d.nodes[i]
	rows := term.Wrap(d.who(g), wide)
	add := func(text, file string, line int) {
		for _, l := range term.Wrap(text, wide-2) {
			rows = append(rows, "  "+l)
		}
		rows = append(rows, codeRow(d.style, d.src, file, line, wide)...)
	}
	wanted := d.waitedFor(i)
	if wanted != nil && wanted.Held {
		add(d.say.Say("wait-chain.holds", "place", at(wanted.File, wanted.Line)), wanted.File, wanted.Line)
	}
	add(d.say.Say("wait-chain.waits", "state", d.state(g), "place", at(g.File, g.Line)), g.File, g.Line)
	if wanted != nil && !wanted.Held && wanted.File != "" {
		add(d.say.Say("wait-chain.next", "place", at(wanted.File, wanted.Line)), wanted.File, wanted.Line)
	}
	return rows
}

// pair draws two goroutines that wait for each other side by side. An arrow above points to the right, and an arrow below points to the left.
func (d waitChainDrawer) pair() {
	l := d.lines()
	each := (d.wide - 3) / 2
	label := " " + d.say.Say("wait-chain.arrow") + " "
	across := strings.Repeat(l.flat, max(1, each+2-term.Width(label)-1))
	fmt.Fprintf(d.w, "  %s%s%s%s%s\n", l.downRight, l.flat, label, across, l.downLeft)
	fmt.Fprintf(d.w, "  %s%s%s\n", l.up, strings.Repeat(" ", each+2), "v")
	left, right := d.node(0, each), d.node(1, each)
	for i := range max(len(left), len(right)) {
		a, b := "", ""
		if i < len(left) {
			a = left[i]
		}
		if i < len(right) {
			b = right[i]
		}
		fmt.Fprintf(d.w, "  %s\n", strings.TrimRight(term.Pad(a, each)+"   "+b, " "))
	}
	fmt.Fprintf(d.w, "  %s%s%s\n", "^", strings.Repeat(" ", each+2), l.up)
	fmt.Fprintf(d.w, "  %s%s%s%s%s\n", l.upRight, across, label, l.flat, l.upLeft)
}

// rail draws the goroutines one below the other, with arrows between them. For a cycle it draws a line at the left, from the last goroutine back to the first.
func (d waitChainDrawer) rail() {
	l := d.lines()
	for i := range d.nodes {
		for n, row := range d.node(i, d.wide-4) {
			rail := "  "
			switch {
			case d.cycleStart < 0 || i < d.cycleStart:
			case i == d.cycleStart && n == 0:
				rail = l.downRight + ">"
			default:
				rail = l.up + " "
			}
			d.row(rail, row)
		}
		rail := "  "
		if d.cycleStart >= 0 && i >= d.cycleStart {
			rail = l.up + " "
		}
		if i+1 < len(d.nodes) {
			d.row(rail, "  "+l.up+" "+d.say.Say("wait-chain.for", "who", d.who(d.nodes[i+1])))
			d.row(rail, "  v")
		}
	}
	if d.cycleStart < 0 {
		return
	}
	to := d.say.Say("wait-chain.for", "who", d.who(d.nodes[d.cycleStart]))
	if d.cycleStart == len(d.nodes)-1 {
		to = d.say.Say("wait-chain.self")
	}
	for i, line := range term.Wrap(to, d.wide-6) {
		rail := l.upRight + strings.Repeat(l.flat, 3) + " "
		if i > 0 {
			rail = "     "
		}
		fmt.Fprintf(d.w, "  %s%s\n", rail, line)
	}
}

func (d waitChainDrawer) row(rail, row string) {
	rail += " "
	if d.cycleStart < 0 {
		rail = "" // a chain without a cycle has no line at the left
	}
	fmt.Fprintf(d.w, "  %s\n", strings.TrimRight(rail+term.Cut(row, d.wide-3), " "))
}

// sentences writes the chain as sentences, for a screen reader.
func (d waitChainDrawer) sentences() {
	for _, g := range d.nodes {
		text := d.say.Say("wait-chain.plain", "n", g.ID, "func", g.Func, "state", d.state(g), "place", at(g.File, g.Line))
		if wait := g.WaitsFor; wait != nil {
			key := "wait-chain.plain-next"
			switch {
			case wait.Goroutine == g.ID:
				key = "wait-chain.plain-self"
			case wait.Held:
				key = "wait-chain.plain-held"
			}
			text += " " + d.say.Say(key, "n", wait.Goroutine, "place", at(wait.File, wait.Line))
		}
		for _, line := range term.Wrap(text, d.wide) {
			fmt.Fprintf(d.w, "  %s\n", line)
		}
	}
	if d.cycleStart >= 0 && len(d.nodes) > 1 {
		fmt.Fprintf(d.w, "  %s\n", d.say.Say("wait-chain.circle"))
	}
}

// lineSet holds the characters of the arrows.
type lineSet struct{ flat, up, downRight, downLeft, upRight, upLeft string }

func (d waitChainDrawer) lines() lineSet {
	if d.style.Ascii {
		return lineSet{"-", "|", "+", "+", "+", "+"}
	}
	return lineSet{"─", "│", "┌", "┐", "└", "┘"}
}
