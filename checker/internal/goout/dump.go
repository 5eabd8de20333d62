package goout

import "strings"

// A dumped goroutine is one of a dump, as printed.
type dumped struct {
	id      int
	state   string
	minutes int
	stack   []Frame
	created []Frame // one frame at most
}

// maxGoroutines is how many goroutines of a dump are kept.
const maxGoroutines = 2000

// A dump collects the goroutines of a traceback.
type dump struct {
	all     []*dumped
	now     *dumped
	fn      string
	creator bool // fn is the function that created the goroutine
	lost    int
}

// feed reads a line of a dump; false: it is not one.
func (d *dump) feed(line string) bool {
	if g, ok := parseGoroutine(line); ok {
		d.start(g)
		return true
	}
	if d.now == nil {
		return false
	}
	return d.frame(line)
}

func (d *dump) start(g *dumped) {
	d.now, d.fn = g, ""
	if len(d.all) >= maxGoroutines {
		d.lost++
		return
	}
	d.all = append(d.all, g)
}

func (d *dump) frame(line string) bool {
	trimmed := strings.TrimLeft(line, " \t")
	if d.fn != "" && len(trimmed) < len(line) {
		if file, n, ok := parsePlace(trimmed); ok {
			d.add(Frame{d.fn, file, n})
			return true
		}
	}
	if rest, ok := strings.CutPrefix(trimmed, "created by "); ok {
		d.fn, _, _ = strings.Cut(rest, " in goroutine ")
		d.creator = true
		return true
	}
	if fn, ok := parseFunc(trimmed); ok {
		d.fn, d.creator = fn, false
		return true
	}
	if strings.HasPrefix(line, "...") && strings.Contains(line, "frames elided") {
		d.add(Frame{}) // the frames beside it did not call each other
		return true
	}
	return false
}

func (d *dump) add(f Frame) {
	switch {
	case d.creator:
		d.now.created = []Frame{f}
	case len(d.now.stack) < 2*MaxStack:
		d.now.stack = append(d.now.stack, f)
	}
	d.fn = ""
}

// parseGoroutine reads `goroutine 7 [chan receive, 2 minutes]:`, and the longer form with gp= and m= before the bracket.
func parseGoroutine(line string) (*dumped, bool) {
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
	g := &dumped{id: id}
	g.readState(rest[open+1 : len(rest)-2])
	return g, true
}

func (g *dumped) readState(s string) {
	parts := strings.Split(s, ", ")
	g.state = parts[0]
	for _, p := range parts[1:] {
		if n, rest := number(p); rest == " minutes" {
			g.minutes = n
		}
	}
}

// goroutine turns a dumped goroutine into what a finding shows.
func (g *dumped) goroutine() Goroutine {
	out := Goroutine{ID: g.id, State: g.state, Minutes: g.minutes, Stack: userFrames(g.stack), Via: via(g.stack), Frames: g.stack, CreatedFrames: g.created}
	if len(out.Stack) > 0 {
		out.File, out.Line, out.Func = out.Stack[0].File, out.Stack[0].Line, out.Stack[0].Func
	}
	if at := userFrames(g.created); len(at) > 0 {
		out.Created = &at[0]
	}
	return out
}

// goroutines are those of the dump that run the user's code or were started by it; tests that only wait for their subtests are left out.
func (d *dump) goroutines() []Goroutine {
	var out []Goroutine
	for _, g := range d.all {
		if one := g.goroutine(); (one.File != "" || one.Created != nil) && !strings.HasPrefix(one.Via, "testing.(*T).") {
			out = append(out, one)
		}
	}
	return out
}
