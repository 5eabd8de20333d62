package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A knotDrawer draws one knot.
type knotDrawer struct {
	knot
	w     io.Writer
	style term.Style
	say   *msg.Printer
	src   *sources
	wide  int
}

func (d knotDrawer) draw() {
	switch {
	case d.style.Plain:
		d.sentences()
	case d.back == 0 && len(d.nodes) == 2 && d.style.Column >= twoLanes:
		d.pair()
	default:
		d.rail()
	}
}

func (d knotDrawer) who(g goout.Goroutine) string {
	if g.Func == "" {
		return d.say.Say("picture.goroutine", "n", g.ID)
	}
	return d.say.Say("knot.who", "n", g.ID, "func", g.Func)
}

// state says what a goroutine waits for; that another one holds a lock is not said of one that waits for itself.
func (d knotDrawer) state(g goout.Goroutine) string {
	if g.WaitsFor != nil && g.WaitsFor.Goroutine == g.ID {
		return d.say.Say("state.lock")
	}
	return stateWord(g.State, d.say)
}

func at(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

// node is one goroutine's rows: what it holds, what it waits for, what it would do next.
func (d knotDrawer) node(i, wide int) []string {
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
		add(d.say.Say("knot.holds", "place", at(wanted.File, wanted.Line)), wanted.File, wanted.Line)
	}
	add(d.say.Say("knot.waits", "state", d.state(g), "place", at(g.File, g.Line)), g.File, g.Line)
	if wanted != nil && !wanted.Held && wanted.File != "" {
		add(d.say.Say("knot.next", "place", at(wanted.File, wanted.Line)), wanted.File, wanted.Line)
	}
	return rows
}

// pair draws two that wait for each other, side by side, with an arrow above from left to right and one below back.
func (d knotDrawer) pair() {
	l := d.lines()
	each := (d.wide - 3) / 2
	label := " " + d.say.Say("knot.arrow") + " "
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

// rail draws one below the other, with arrows between, and for a circle a rail at the left that leads back.
func (d knotDrawer) rail() {
	l := d.lines()
	for i := range d.nodes {
		for n, row := range d.node(i, d.wide-4) {
			rail := "  "
			switch {
			case d.back < 0 || i < d.back:
			case i == d.back && n == 0:
				rail = l.downRight + ">"
			default:
				rail = l.up + " "
			}
			d.row(rail, row)
		}
		rail := "  "
		if d.back >= 0 && i >= d.back {
			rail = l.up + " "
		}
		if i+1 < len(d.nodes) {
			d.row(rail, "  "+l.up+" "+d.say.Say("knot.for", "who", d.who(d.nodes[i+1])))
			d.row(rail, "  v")
		}
	}
	if d.back < 0 {
		return
	}
	to := d.say.Say("knot.for", "who", d.who(d.nodes[d.back]))
	if d.back == len(d.nodes)-1 {
		to = d.say.Say("knot.self")
	}
	for i, line := range term.Wrap(to, d.wide-6) {
		rail := l.upRight + strings.Repeat(l.flat, 3) + " "
		if i > 0 {
			rail = "     "
		}
		fmt.Fprintf(d.w, "  %s%s\n", rail, line)
	}
}

func (d knotDrawer) row(rail, row string) {
	rail += " "
	if d.back < 0 {
		rail = "" // a chain needs none
	}
	fmt.Fprintf(d.w, "  %s\n", strings.TrimRight(rail+term.Cut(row, d.wide-3), " "))
}

// sentences says the same for a screen reader.
func (d knotDrawer) sentences() {
	for _, g := range d.nodes {
		text := d.say.Say("knot.plain", "n", g.ID, "func", g.Func, "state", d.state(g), "place", at(g.File, g.Line))
		if wait := g.WaitsFor; wait != nil {
			key := "knot.plain-next"
			switch {
			case wait.Goroutine == g.ID:
				key = "knot.plain-self"
			case wait.Held:
				key = "knot.plain-held"
			}
			text += " " + d.say.Say(key, "n", wait.Goroutine, "place", at(wait.File, wait.Line))
		}
		for _, line := range term.Wrap(text, d.wide) {
			fmt.Fprintf(d.w, "  %s\n", line)
		}
	}
	if d.back >= 0 && len(d.nodes) > 1 {
		fmt.Fprintf(d.w, "  %s\n", d.say.Say("knot.circle"))
	}
}

// lineSet are the characters that arrows are drawn with.
type lineSet struct{ flat, up, downRight, downLeft, upRight, upLeft string }

func (d knotDrawer) lines() lineSet {
	if d.style.Ascii {
		return lineSet{"-", "|", "+", "+", "+", "+"}
	}
	return lineSet{"─", "│", "┌", "┐", "└", "┘"}
}
