package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// afterTest is what the package testing says where a goroutine outlives its test and uses its t.
var afterTest = regexp.MustCompile(`(?:Log|Fail) in goroutine after \S+ has completed`)

// groupMisuse is what package sync says where Add comes beside Wait (sync/waitgroup.go).
var groupMisuse = regexp.MustCompile(`WaitGroup (?:misuse: Add called concurrently with Wait|is reused before previous Wait has returned)`)

// explainPanic tells what stands behind a panic or a fatal error at one line.
func explainPanic(f goout.Finding, s *sources) goout.Finding {
	if afterTest.MatchString(f.Message) {
		return with(f, TestEnded)
	}
	if groupMisuse.MatchString(f.Message) {
		return with(f, AddInsideGoroutine)
	}
	u, in, ok := s.place(goout.Location{File: f.File, Line: f.Line, Func: f.Func})
	if f.File == "" || !ok {
		return f
	}
	switch f.Kind {
	case goout.KindSendOnClosed:
		if o, ok := u.opAt(in, f.Line, opSend, opSelect); ok {
			return with(f, SendAfterClose, places(u, u.with(u.sending(o), opClose))...)
		}
	case goout.KindCloseOfClosed:
		if o, ok := u.opAt(in, f.Line, opClose); ok {
			return with(f, CloseTwice, places(u, u.with(o.class, opClose))...)
		}
	case goout.KindUnlockOfUnlocked:
		if o, ok := u.opAt(in, f.Line, opUnlock, opRUnlock); ok {
			return with(f, unlockPattern(u, o), places(u, u.with(o.class, opLock, opRLock, opUnlock, opRUnlock))...)
		}
	case goout.KindNegativeWaitGroup:
		if o, ok := u.opAt(in, f.Line, opDone, opAdd); ok {
			return with(f, WaitGroupNegative, places(u, u.with(o.class, opAdd, opDone))...)
		}
	case goout.KindMapFatal:
		return explainMap(f, s, u, in)
	case goout.KindPanic:
		if strings.Contains(f.Message, "assignment to entry in nil map") {
			return with(f, NilMapWrite)
		}
	}
	return f
}

// sending is the channel of a send, or of the one send of a select.
func (u *packageInfo) sending(o op) types.Object {
	for _, x := range u.ops {
		if o.kind == opSelect && x.sel == o.node && x.kind == opSend {
			return x.class
		}
	}
	return o.class
}

func unlockPattern(u *packageInfo, o op) goout.Pattern {
	if u.isCopy(o.ref) {
		return LockCopied
	}
	return UnlockTwice
}

// explainMap looks at every place that uses the map: some are locked, or none is.
func explainMap(f goout.Finding, s *sources, u *packageInfo, in *function) goout.Finding {
	m, at, ok := u.mapAt(in, f.Line)
	if !ok {
		return f
	}
	here, _, sureHere := u.heldAt(in, at)
	var locked, bare []goout.Location
	sure := true
	for _, other := range u.funcs {
		for _, t := range u.touchesOf(other, m.obj) {
			must, _, alone := u.heldAt(other, t.node.Pos())
			switch l := u.at(t.node.Pos()); {
			case len(must) > 0:
				locked = append(locked, l)
			case alone && u.isSurelyBare(other):
				bare = append(bare, l)
			default:
				sure = false
			}
		}
	}
	for _, h := range here {
		if h.ref.known() && u.isCopy(h.ref) {
			return with(f, LockCopied, u.at(h.at))
		}
		if h.read && m.write {
			return with(f, WriteUnderRLock, u.at(h.at))
		}
	}
	switch {
	case len(locked) == 0 && sure:
		return with(f, SharedMap, bare...)
	case len(here) == 0 && !(sureHere && u.isSurelyBare(in)):
	case len(here) == 0 && len(locked) > 0:
		return with(f, OneSideLocked, locked...)
	case len(bare) > 0:
		return with(f, OneSideLocked, bare...)
	}
	return f
}

// mapAt finds the map that a line uses, if it is one.
func (u *packageInfo) mapAt(f *function, line int) (access, token.Pos, bool) {
	var found []access
	for _, t := range u.accessesAt(f, line) {
		if isMap(t.obj.Type()) && !holds(found, t) {
			found = append(found, t)
		}
	}
	if len(found) != 1 {
		return access{}, 0, false
	}
	return found[0], found[0].node.Pos(), true
}

// touchesOf lists where a function uses a variable: its own statements only.
func (u *packageInfo) touchesOf(f *function, v any) []access {
	var out []access
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
			return false
		}
		if ix, ok := n.(*ast.IndexExpr); ok {
			if r := u.pathOf(ix.X); r.known() && r.last == v {
				out = append(out, access{obj: r.last, node: ix})
			}
		}
		return true
	})
	return out
}
