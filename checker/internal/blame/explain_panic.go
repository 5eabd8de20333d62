package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// afterTest matches the message of package testing for a goroutine that uses its test's t after the test has completed.
var afterTest = regexp.MustCompile(`(?:Log|Fail) in goroutine after \S+ has completed`)

// groupMisuse matches the messages of package sync for an Add beside a Wait (sync/waitgroup.go).
var groupMisuse = regexp.MustCompile(`WaitGroup (?:misuse: Add called concurrently with Wait|is reused before previous Wait has returned)`)

// goroutineAdds reports whether the goroutine that panicked called Add, and was started by the program. The messages of
// package sync do not say who called Add.
func goroutineAdds(f goout.Finding) bool {
	return f.Created != nil && len(f.Goroutines) > 0 && strings.HasPrefix(f.Goroutines[0].Via, "sync.(*WaitGroup).Add")
}

// explainPanic recognises the pattern of a panic or fatal error from its message and from the operation on the line.
func explainPanic(f goout.Finding, s *sources) goout.Finding {
	if afterTest.MatchString(f.Message) {
		return withPattern(f, TestEnded)
	}
	if groupMisuse.MatchString(f.Message) && goroutineAdds(f) {
		return withPattern(f, AddInsideGoroutine)
	}
	pkg, in, ok := s.functionAt(goout.Location{File: f.File, Line: f.Line, Func: f.Func})
	if f.File == "" || !ok {
		return f
	}
	switch f.Kind {
	case goout.KindSendOnClosed:
		if o, ok := pkg.opAt(in, f.Line, opSend, opSelect); ok {
			return withPattern(f, SendAfterClose, locations(pkg, pkg.opsOn(pkg.sendChannel(o), opClose))...)
		}
	case goout.KindCloseOfClosed:
		if o, ok := pkg.opAt(in, f.Line, opClose); ok {
			return withPattern(f, CloseTwice, locations(pkg, pkg.opsOn(o.class, opClose))...)
		}
	case goout.KindUnlockOfUnlocked:
		if o, ok := pkg.opAt(in, f.Line, opUnlock, opRUnlock); ok {
			return withPattern(f, unlockPattern(pkg, o), locations(pkg, inSameFunction(in, pkg.opsOn(o.class, opLock, opRLock, opUnlock, opRUnlock)))...)
		}
	case goout.KindNegativeWaitGroup:
		if o, ok := pkg.opAt(in, f.Line, opDone, opAdd); ok {
			if lines := pkg.addAfterGo(o); len(lines) > 0 {
				return withPattern(f, AddAfterGo, lines...)
			}
			return withPattern(f, WaitGroupNegative, locations(pkg, pkg.opsOn(o.class, opAdd, opDone))...)
		}
	case goout.KindMapFatal:
		return explainMap(f, s, pkg, in)
	case goout.KindPanic:
		if strings.Contains(f.Message, "assignment to entry in nil map") {
			return withPattern(f, NilMapWrite)
		}
	}
	return f
}

// explainSchedule recognises the pattern of a panic at the end of a schedule. The finding names the line and the message of the panic.
func explainSchedule(f goout.Finding, s *sources) goout.Finding {
	if f.Cause != "panic" {
		return f
	}
	told := explainPanic(goout.Finding{Kind: goout.Classify(f.Message), Message: f.Message, File: f.File, Line: f.Line}, s)
	f.Pattern, f.Other = told.Pattern, told.Other
	return f
}

// sendChannel returns the alias class of the channel of a send, or of a select's send.
func (pkg *packageInfo) sendChannel(o op) types.Object {
	for _, x := range pkg.ops {
		if o.kind == opSelect && x.selectStmt == o.node && x.kind == opSend {
			return x.class
		}
	}
	return o.class
}

// inSameFunction returns the operations of function in if there are any besides one, else all. A lock is taken and released in one function, as
// a rule, and the operations of other functions would hide those at fault.
func inSameFunction(in *function, ops []op) []op {
	var own []op
	for _, o := range ops {
		if o.in == in {
			own = append(own, o)
		}
	}
	if len(own) > 1 {
		return own
	}
	return ops
}

// unlockPattern returns LockCopied if the lock is in a parameter that is passed by value, else UnlockTwice.
func unlockPattern(pkg *packageInfo, o op) goout.Pattern {
	if pkg.isInValueParam(o.path) {
		return LockCopied
	}
	return UnlockTwice
}

// explainMap recognises the pattern of a concurrent map access from all uses of the map: LockCopied and WriteUnderRLock
// from the lock at the line, SharedMap if no use is locked, OneSideLocked if only some are.
func explainMap(f goout.Finding, s *sources, pkg *packageInfo, in *function) goout.Finding {
	m, at, ok := pkg.mapAt(in, f.Line)
	if !ok {
		return f
	}
	here, _, sureHere := pkg.heldAt(in, at)
	var locked, bare []goout.Location
	exact := true
	for _, other := range pkg.funcs {
		for _, t := range pkg.indexAccesses(other, m.obj) {
			must, _, alone := pkg.heldAt(other, t.node.Pos())
			switch l := pkg.location(t.node.Pos()); {
			case len(must) > 0:
				locked = append(locked, l)
			case alone && pkg.neverCalledLocked(other):
				bare = append(bare, l)
			default:
				exact = false
			}
		}
	}
	for _, h := range here {
		if h.path.known() && pkg.isInValueParam(h.path) {
			return withPattern(f, LockCopied, pkg.location(h.at))
		}
		if h.read && m.write {
			return withPattern(f, WriteUnderRLock, pkg.location(h.at))
		}
	}
	switch {
	case len(locked) == 0 && exact:
		return withPattern(f, SharedMap, bare...)
	case len(here) == 0 && !(sureHere && pkg.neverCalledLocked(in)):
	case len(here) == 0 && len(locked) > 0:
		return withPattern(f, OneSideLocked, locked...)
	case len(bare) > 0:
		return withPattern(f, OneSideLocked, bare...)
	}
	return f
}

// mapAt returns the map that a line accesses and where, if it is only one.
func (pkg *packageInfo) mapAt(f *function, line int) (access, token.Pos, bool) {
	var found []access
	for _, t := range pkg.accessesAt(f, line) {
		if isMap(t.obj.Type()) && !containsVariable(found, t) {
			found = append(found, t)
		}
	}
	if len(found) != 1 {
		return access{}, 0, false
	}
	return found[0], found[0].node.Pos(), true
}

// indexAccesses returns the index expressions on a variable in a function's own statements.
func (pkg *packageInfo) indexAccesses(f *function, v any) []access {
	var out []access
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
			return false
		}
		if ix, ok := n.(*ast.IndexExpr); ok {
			if path := pkg.pathOf(ix.X); path.known() && path.last == v {
				out = append(out, access{obj: path.last, node: ix})
			}
		}
		return true
	})
	return out
}
