package goout

import "strings"

// A ginBlock reads the report of gin's recovery handler: the request, the panic's message, and a stack in which the
// place of a frame stands above its function.
type ginBlock struct {
	message string
	kept    bool // a frame follows the message
	stack   []Frame
	names   map[Location]string
	place   Frame // the place whose function comes next
	lines   int
}

// startGin returns a new ginBlock if the line is the first line of gin's report.
func startGin(line string) (*ginBlock, bool) {
	if !strings.HasSuffix(line, "panic recovered:") {
		return nil, false
	}
	return &ginBlock{names: map[Location]string{}}, true
}

// maxReport is how many lines a report of a test framework or a recovery handler may have before its stack.
const maxReport = 200

// feed handles a line of the report.
func (b *ginBlock) feed(line string) blockResult {
	if file, n, ok := ginPlace(line); ok {
		b.place, b.kept = Frame{File: file, Line: n}, true
		return continueBlock
	}
	if b.place.File != "" && strings.HasPrefix(line, "\t") {
		name, _, _ := strings.Cut(line[1:], ": ")
		b.add(name)
		return continueBlock
	}
	if b.kept || endsCrash(line) || strings.HasPrefix(line, "[GIN") {
		return endBlock
	}
	if line != "" {
		b.message = line
	}
	if b.lines++; b.lines > maxReport {
		return endBlock
	}
	return continueBlock
}

// ginPlace parses `/home/ann/main.go:14 (0x44f9fc)`.
func ginPlace(line string) (file string, n int, ok bool) {
	place, address, ok := strings.Cut(line, " (0x")
	if !ok || !strings.HasSuffix(address, ")") {
		return "", 0, false
	}
	return parsePlace(place)
}

// add keeps a frame. The report leaves out the package of a function; a frame of the user's keeps no function, because it
// cannot be compared with the sources.
func (b *ginBlock) add(name string) {
	f := b.place
	b.place = Frame{}
	switch {
	case len(b.stack) >= MaxStack:
		return
	case inRuntime(f.File):
		if len(b.stack) == 0 {
			b.stack = []Frame{{Func: "panic", File: f.File, Line: f.Line}}
		}
		return
	case inStd(Slashed(f.File)) && strings.Contains(f.File, "/src/"):
		_, dir, _ := strings.Cut(Slashed(f.File), "/src/")
		f.Func = dir[:strings.LastIndexByte(dir, '/')] + "." + name
	default:
		b.names[Location{File: f.File, Line: f.Line}] = name
	}
	b.stack = append(b.stack, f)
}

// inRuntime reports whether the file is one of package runtime.
func inRuntime(file string) bool { return strings.Contains(Slashed(file), "/src/runtime/") }

func (b *ginBlock) panicMessage() string { return "panic: " + strings.TrimPrefix(b.message, "panic: ") }

// findings returns the panic, if its stack was read.
func (b *ginBlock) findings() []Finding {
	if len(b.stack) == 0 {
		return nil
	}
	message := b.panicMessage()
	g := (&dumpedGoroutine{state: "running", stack: belowPanic(b.stack)}).goroutine()
	g.Frames = b.stack
	for i, l := range g.Stack {
		if name, ok := b.names[l]; ok {
			g.Stack[i].Func = name
		}
	}
	if len(g.Stack) > 0 {
		g.Func = g.Stack[0].Func
	}
	f := Finding{Kind: Classify(message), Message: message, Goroutines: []Goroutine{g}}
	if f.Kind == KindPanic {
		f.Cause = CauseOf(message)
	}
	f.MoveTo(g)
	return []Finding{f}
}
