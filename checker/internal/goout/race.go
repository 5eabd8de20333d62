package goout

import (
	"slices"
	"strings"
)

// raceMark ends the first line of a report of the race detector.
const raceMark = "WARNING: DATA RACE"

// A raceBlock reads one report of the race detector. It skips lines in between that are not part of the report, such as
// the program's own output.
type raceBlock struct {
	accesses     []raceAccess
	created      map[int]*raceCreated
	stack        *[]Frame // the stack that the next frames belong to
	funcName     string   // the function whose place comes next
	foreignLines int      // how many lines in a row were not part of the report
	cut          bool     // the beginning of the report is missing, and with it the first access
	first        int      // of such a report: the goroutine of the first access, by the order of the stacks
}

// A raceAccess is an access of the report and its stack.
type raceAccess struct {
	Access
	stack []Frame
}

// A raceCreated is the status of a goroutine of the report, and the stack that created it.
type raceCreated struct {
	status string
	stack  []Frame
}

// maxForeignLines is how many lines of other output may stand inside a report or a traceback before it counts as cut
// off.
const maxForeignLines = 200

func newRaceBlock() *raceBlock { return &raceBlock{created: map[int]*raceCreated{}} }

// feed handles a line of the report.
func (b *raceBlock) feed(line string) blockResult {
	switch {
	case strings.HasSuffix(line, "=================="):
		if len(b.accesses) > 0 {
			return endConsumed
		}
		return continueBlock
	case b.header(line), b.frame(line), line == "":
		b.foreignLines = 0
		return continueBlock
	}
	if strings.HasPrefix(line, "Found ") && strings.HasSuffix(line, " data race(s)") {
		return endBlock
	}
	if b.foreignLines++; b.foreignLines > maxForeignLines {
		return endBlock
	}
	return continueBlock
}

// header parses the line above a stack: an access, or where a goroutine was created.
func (b *raceBlock) header(line string) bool {
	if i := strings.Index(line, " created at:"); i >= 0 {
		return b.createdHeader(line[:i])
	}
	for _, op := range []string{"read", "write"} {
		for _, name := range []string{"Previous " + op, "Previous atomic " + op, "Atomic " + op, strings.ToUpper(op[:1]) + op[1:]} {
			if b.accessHeader(line, name+" at 0x", op) {
				return true
			}
		}
	}
	return false
}

// accessHeader parses `Previous write at 0x00c0000140a8 by goroutine 7:`.
func (b *raceBlock) accessHeader(line, mark, op string) bool {
	i := strings.Index(line, mark)
	if i < 0 || len(b.accesses) >= 8 {
		return false
	}
	_, by, ok := strings.Cut(line[i:], " by ")
	if !ok {
		return false
	}
	a := raceAccess{Access: Access{Op: op}}
	if rest, isGoroutine := strings.CutPrefix(by, "goroutine "); isGoroutine {
		a.Goroutine, _ = number(rest)
	} else if strings.HasPrefix(by, "main goroutine") {
		a.Main = true
	} else {
		return false
	}
	b.accesses = append(b.accesses, a)
	b.stack, b.funcName = &b.accesses[len(b.accesses)-1].stack, ""
	return true
}

// createdHeader parses `Goroutine 7 (running) created`.
func (b *raceBlock) createdHeader(line string) bool {
	i := strings.LastIndex(line, "Goroutine ")
	if i < 0 {
		return false
	}
	id, rest := number(line[i+len("Goroutine "):])
	status := strings.Trim(rest, " ()")
	if id == 0 {
		return false
	}
	c := &raceCreated{status: status}
	b.created[id] = c
	if b.first == 0 {
		b.first = id
	}
	b.stack, b.funcName = &c.stack, ""
	return true
}

// frame parses one of the two lines of a frame: two blanks and a function, or six blanks and a place.
func (b *raceBlock) frame(line string) bool {
	if b.stack == nil {
		return false
	}
	if i := strings.LastIndex(line, "      "); i >= 0 && b.funcName != "" {
		if file, n, ok := parsePlace(strings.TrimLeft(line[i:], " ")); ok {
			if len(*b.stack) < MaxStack {
				*b.stack = append(*b.stack, Frame{b.funcName, file, n})
			}
			b.funcName = ""
			return true
		}
	}
	if i := strings.LastIndex(line, "  "); i >= 0 {
		if fn, ok := parseFunc(line[i+2:]); ok {
			b.funcName = fn
			return true
		}
	}
	if b.unindented(line) {
		return true
	}
	return strings.HasSuffix(line, "[failed to restore the stack]")
}

// unindented parses a line of a frame whose indentation a log removed.
func (b *raceBlock) unindented(line string) bool {
	line = strings.TrimLeft(line, " ")
	if fn, ok := parseFunc(line); ok {
		b.funcName = fn
		return true
	}
	file, n, ok := parsePlace(line)
	if !ok || b.funcName == "" || !isPath(file) {
		return false
	}
	if len(*b.stack) < MaxStack {
		*b.stack = append(*b.stack, Frame{b.funcName, file, n})
	}
	b.funcName = ""
	return true
}

// findings returns the race, as far as the report was read.
func (b *raceBlock) findings() []Finding {
	if len(b.accesses) == 0 {
		return nil
	}
	f := Finding{Kind: KindDataRace}
	for _, a := range b.accesses {
		f.Accesses = append(f.Accesses, b.access(a))
	}
	for _, a := range usersFirst(f.Accesses) {
		if a.File != "" {
			f.File, f.Line, f.Func, f.Created = a.File, a.Line, a.Func, a.Created
			break
		}
	}
	for _, a := range f.Accesses {
		if f.File == "" && a.Created != nil { // the access is in a library, such as sync.WaitGroup: name the go statement
			f.File, f.Line, f.Func, f.Created = a.Created.File, a.Created.Line, a.Created.Func, a.Created
		}
	}
	if c := b.created[b.first]; f.File == "" && b.cut && c != nil {
		if at := userFrames(c.stack); len(at) > 0 {
			f.File, f.Line, f.Func = at[0].File, at[0].Line, at[0].Func
		}
	}
	f.Test = b.test()
	return []Finding{f}
}

// usersFirst returns the accesses, those in the user's own code before those in a fetched module.
func usersFirst(all []Access) []Access {
	isModule := func(a Access) bool { return !slices.ContainsFunc(a.Frames, Frame.IsUser) }
	if len(all) > 1 && isModule(all[0]) && !isModule(all[1]) {
		return []Access{all[1], all[0]}
	}
	return all
}

// test returns the test that the stacks of the report name, or "".
func (b *raceBlock) test() string {
	stacks := [][]Frame{}
	for _, a := range b.accesses {
		stacks = append(stacks, a.stack)
	}
	for _, a := range b.accesses {
		if c := b.created[a.Goroutine]; c != nil {
			stacks = append(stacks, c.stack)
		}
	}
	if c := b.created[b.first]; c != nil {
		stacks = append(stacks, c.stack)
	}
	for _, stack := range stacks {
		if name, isLiteral := testOfStack(stack); name != "" && !isLiteral {
			return name
		}
	}
	return ""
}

// access returns an access as a finding shows it.
func (b *raceBlock) access(a raceAccess) Access {
	out := a.Access
	out.Stack, out.Via, out.Frames = userFrames(a.stack), via(a.stack), a.stack
	if len(out.Stack) > 0 {
		out.File, out.Line, out.Func = out.Stack[0].File, out.Stack[0].Line, out.Stack[0].Func
	}
	if c, ok := b.created[out.Goroutine]; ok && !out.Main {
		out.Status, out.CreatedFrames = c.status, c.stack
		if at := userFrames(c.stack); len(at) > 0 {
			out.Created = &at[0]
		}
	}
	return out
}
