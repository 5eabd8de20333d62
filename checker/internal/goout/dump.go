package goout

import (
	"slices"
	"strconv"
	"strings"
)

// A dumpedGoroutine is one goroutine of a traceback, as printed.
type dumpedGoroutine struct {
	id      int
	state   string
	minutes int
	stack   []Frame
	created []Frame // one frame at most
}

// maxGoroutines is how many goroutines of a dump are kept.
const maxGoroutines = 200_000

// A dump collects the goroutines of a traceback.
type dump struct {
	all       []*dumpedGoroutine
	stacks    map[string]*dumpedGoroutine // by state and stack: most goroutines of a large dump have a stack in common
	current   *dumpedGoroutine
	funcName  string
	isCreator bool // funcName is the function that created the goroutine
}

// feed handles a line and reports whether it is part of a traceback.
func (d *dump) feed(line string) bool {
	if g, ok := parseGoroutine(line); ok {
		d.start(g)
		return true
	}
	if d.current == nil {
		return false
	}
	return d.frame(line)
}

// start begins the next goroutine.
func (d *dump) start(g *dumpedGoroutine) {
	d.share()
	d.current, d.funcName = g, ""
	if len(d.all) >= maxGoroutines {
		return
	}
	d.all = append(d.all, g)
}

// shareFrom is how many goroutines a dump has before their stacks are shared.
const shareFrom = 500

// share lets the current goroutine, which is complete, have the frames of an earlier one with the same stack.
func (d *dump) share() {
	if d.current == nil || len(d.all) < shareFrom {
		return
	}
	var b strings.Builder
	for _, f := range slices.Concat(d.current.stack, d.current.created) {
		b.WriteString(f.Func + "|" + f.File + "|" + strconv.Itoa(f.Line) + "|")
	}
	if d.stacks == nil {
		d.stacks = map[string]*dumpedGoroutine{}
	}
	if same, ok := d.stacks[b.String()]; ok {
		d.current.stack, d.current.created = same.stack, same.created
		return
	}
	d.stacks[b.String()] = d.current
}

// frame handles one of the two lines of a stack frame: the function, or the place.
func (d *dump) frame(line string) bool {
	trimmed := strings.TrimLeft(line, " \t")
	if d.funcName != "" { // the line has an indentation, unless a log removed it
		if file, n, ok := parsePlace(trimmed); ok {
			d.add(Frame{d.funcName, file, n})
			return true
		}
	}
	if rest, ok := strings.CutPrefix(trimmed, "created by "); ok {
		d.funcName, _, _ = strings.Cut(rest, " in goroutine ")
		d.isCreator = true
		return true
	}
	if fn, ok := parseFunc(trimmed); ok {
		d.funcName, d.isCreator = fn, false
		return true
	}
	if strings.HasPrefix(line, "...") && strings.Contains(line, "frames elided") {
		d.add(Frame{}) // an empty frame: the frames around it did not call each other
		return true
	}
	return false
}

// add keeps a complete frame.
func (d *dump) add(f Frame) {
	switch {
	case d.isCreator:
		d.current.created = []Frame{f}
	case len(d.current.stack) < 2*MaxStack:
		d.current.stack = append(d.current.stack, f)
	}
	d.funcName = ""
}

// parseGoroutine parses `goroutine 7 [chan receive, 2 minutes]:`, and the longer form with gp= and m= before the
// bracket.
func parseGoroutine(line string) (*dumpedGoroutine, bool) {
	i := strings.Index(line, "goroutine ")
	if i < 0 {
		return nil, false
	}
	digits := line[i+len("goroutine "):]
	id, rest := number(digits)
	open := strings.IndexByte(rest, '[')
	if len(rest) == len(digits) || open < 1 || rest[0] != ' ' || !strings.HasSuffix(rest, "]:") {
		return nil, false
	}
	if between := strings.TrimSpace(rest[:open]); between != "" && !strings.Contains(between, "m=") {
		return nil, false
	}
	g := &dumpedGoroutine{id: id}
	g.readState(rest[open+1 : len(rest)-2])
	return g, true
}

// readState parses the text in brackets: `chan receive, 2 minutes`.
func (g *dumpedGoroutine) readState(s string) {
	parts := strings.Split(s, ", ")
	g.state = parts[0]
	for _, p := range parts[1:] {
		if n, rest := number(p); rest == " minutes" {
			g.minutes = n
		}
	}
}

// goroutine returns the goroutine as a finding shows it.
func (g *dumpedGoroutine) goroutine() Goroutine {
	out := Goroutine{ID: g.id, State: g.ownState(), Minutes: g.minutes, Stack: userFrames(g.stack), Via: via(g.stack), Frames: g.stack, CreatedFrames: g.created}
	if len(out.Stack) > 0 {
		out.File, out.Line, out.Func = out.Stack[0].File, out.Stack[0].Line, out.Stack[0].Func
	}
	if at := userFrames(g.created); len(at) > 0 {
		out.Created = &at[0]
	}
	return out
}

// ownState returns the goroutine's state. A goroutine whose own line allocates may be held up for a moment while the runtime begins to collect
// garbage. The runtime names that as it names a wait for a lock (semacquire: runtime.gcStart calls semacquire(&work.startSema)), but then its line has called
// no function that waits.
func (g *dumpedGoroutine) ownState() string {
	if g.state == "semacquire" && len(g.stack) > 0 && via(g.stack) == "" {
		return "runnable"
	}
	return g.state
}

// goroutines returns the goroutines that run the user's code or were started by it. It leaves out tests that wait for
// their subtests.
func (d *dump) goroutines() []Goroutine {
	var out []Goroutine
	for _, g := range d.all {
		if one := g.goroutine(); (one.File != "" || one.Created != nil) && (!strings.HasPrefix(one.Via, "testing.(*T).") || strings.HasPrefix(g.state, "running")) {
			out = append(out, one)
		}
	}
	return out
}
