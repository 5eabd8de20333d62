package blame

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// An accessSite is one of the two accesses of a race, found in the source.
type accessSite struct {
	goout.Access
	pkg      *packageInfo
	function *function
	accesses []access
	must     lockSet // the locks that are certainly held, also by callers
	exact    bool    // no other locks can be held
}

// explainRace tries the rules for data races in order. It also sets the name of the variable.
func explainRace(f goout.Finding, s *sources) goout.Finding {
	if p, ok := atomicSide(f); ok {
		return p
	}
	if p, ok := testEnded(f); ok {
		return p
	}
	if p, ok := s.addBesideWaitRace(f); ok {
		return p
	}
	var sides []accessSite
	for _, a := range f.Accesses {
		if one, ok := s.accessSite(a); ok {
			sides = append(sides, one)
		}
	}
	if len(f.Accesses) < 2 || len(sides) < 2 || sides[0].pkg != sides[1].pkg {
		return f
	}
	if v, ok := racedVariable(sides[0], sides[1]); ok && v != nil {
		f.Variable = v.obj.Name()
	}
	r := race{finding: f, a: sides[0], b: sides[1], pkg: sides[0].pkg}
	for _, rule := range []func(*race) bool{
		(*race).closeTwice, (*race).sendAfterClose, (*race).addBesideWait, (*race).addInside, (*race).lockCopied, (*race).locked, (*race).unlocked,
	} {
		if rule(&r) {
			return r.finding
		}
	}
	return f
}

// atomicSide recognises OneSideAtomic: one access is by sync/atomic, the other one is plain.
func atomicSide(f goout.Finding) (goout.Finding, bool) {
	if len(f.Accesses) < 2 {
		return f, false
	}
	a, b := f.Accesses[0], f.Accesses[1]
	isAtomic := func(x goout.Access) bool { return strings.HasPrefix(x.Via, "sync/atomic.") }
	if isAtomic(a) {
		a, b = b, a
	}
	if isAtomic(a) || !isAtomic(b) || a.File == "" {
		return f, false
	}
	f.File, f.Line, f.Func, f.Created = a.File, a.Line, a.Func, a.Created
	return withPattern(f, OneSideAtomic, goout.Location{File: b.File, Line: b.Line, Func: b.Func}), true
}

// testEnded recognises TestEnded: a method of a test's t races with the end of the test.
func testEnded(f goout.Finding) (goout.Finding, bool) {
	if len(f.Accesses) < 2 {
		return f, false
	}
	a, b := f.Accesses[0], f.Accesses[1]
	if a.File == "" {
		a, b = b, a
	}
	ended := b.File == "" && strings.HasPrefix(b.Via, "testing.tRunner")
	if a.File == "" || !ended || !strings.HasPrefix(a.Via, "testing.") {
		return f, false
	}
	f.File, f.Line, f.Func, f.Created = a.File, a.Line, a.Func, a.Created
	return withPattern(f, TestEnded), true
}

// A race is what the rules look at. The rule that recognises the race sets the finding's pattern.
type race struct {
	finding goout.Finding
	a, b    accessSite
	pkg     *packageInfo
}

// accessSite finds an access in the source, with the locks that the function and its callers hold.
func (s *sources) accessSite(a goout.Access) (accessSite, bool) {
	if a.File == "" {
		return accessSite{}, false
	}
	pkg, f, ok := s.functionAt(goout.Location{File: a.File, Line: a.Line, Func: a.Func})
	if !ok {
		return accessSite{}, false
	}
	out := accessSite{Access: a, pkg: pkg, function: f, accesses: pkg.accessesAt(f, a.Line)}
	at := f.body.Pos()
	if len(out.accesses) > 0 {
		at = out.accesses[0].node.Pos()
	}
	out.must, _, out.exact = pkg.heldAt(f, at)
	out.exact = out.exact && !pkg.isDeferredByLocker(f)
	released := pkg.releasedForCallers(f, at)
	inner := scope{pkg, f}
	for _, l := range a.Stack[min(1, len(a.Stack)):] {
		inner = out.addCallerLocks(s, l, inner)
	}
	// Locks that the function unlocks for its callers are not certainly held.
	maps.DeleteFunc(out.must, func(_ string, h heldLock) bool {
		wasReleased := h.path.known() && slices.Contains(released, pkg.aliasClassOf(h.path)) && !pkg.locksItself(f, h.path)
		out.exact = out.exact && !wasReleased
		return wasReleased
	})
	return out, true
}

// A scope is a function and its package.
type scope struct {
	pkg      *packageInfo
	function *function
}

// isNeutral reports whether the function certainly leaves the locks as they were.
func (s scope) isNeutral() bool {
	if s.function == nil {
		return false
	}
	return s.pkg.effect(s.function).isNeutral()
}

// addCallerLocks adds the locks that the caller at a line holds when it calls the inner function, and returns the
// caller. Locks in another package have no name here; they only make the lock set inexact.
func (a *accessSite) addCallerLocks(s *sources, l goout.Location, inner scope) scope {
	pkg, f, ok := s.functionAt(l)
	if !ok {
		return scope{}
	}
	found := false
	pkg.eachCall(f, l.Line, func(c *ast.CallExpr) {
		if run := pkg.resolvedCallee(c); run != nil && inner.function != nil && run != inner.function {
			return // another call on the same line
		}
		found = true
		must, _, exact := pkg.heldAtCall(f, c, inner.isNeutral())
		a.exact = a.exact && exact && (pkg == a.pkg || len(must) == 0)
		if pkg == a.pkg {
			maps.Copy(a.must, must)
		}
	})
	a.exact = a.exact && (found || !pkg.involvesLocks(f)) && !pkg.isDeferredByLocker(f)
	return scope{pkg, f}
}

// setPattern sets the pattern and moves the finding to an access. It prefers an access in the tested code to one in a
// test. It returns true.
func (r *race) setPattern(p goout.Pattern, at accessSite, other ...goout.Location) bool {
	if isTest(at.File) {
		for _, s := range []accessSite{r.a, r.b} {
			if !isTest(s.File) {
				at = s
			}
		}
	}
	r.finding.File, r.finding.Line, r.finding.Func, r.finding.Created = at.File, at.Line, at.Func, at.Created
	second := r.b
	if at.File == r.b.File && at.Line == r.b.Line && at.Op == r.b.Op {
		second = r.a
	}
	other = append([]goout.Location{{File: second.File, Line: second.Line, Func: second.Func}}, other...)
	r.finding = withPattern(r.finding, p, other...)
	return true
}

// isTest reports whether the file is a test file.
func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

// closeTwice recognises CloseTwice: both accesses are a close of the channel.
func (r *race) closeTwice() bool {
	return isClose(r.a) && isClose(r.b) && r.setPattern(CloseTwice, r.a)
}

// sendAfterClose recognises SendAfterClose: one access is a close of the channel, the other one is a send.
func (r *race) sendAfterClose() bool {
	switch {
	case isClose(r.a) && isSend(r.b):
		return r.setPattern(SendAfterClose, r.b)
	case isClose(r.b) && isSend(r.a):
		return r.setPattern(SendAfterClose, r.a)
	}
	return false
}

// addBesideWait recognises AddInsideGoroutine: both accesses are in methods of a WaitGroup.
func (r *race) addBesideWait() bool {
	inGroup := func(s accessSite) bool { return strings.HasPrefix(s.Via, "sync.(*WaitGroup).") }
	if !inGroup(r.a) || !inGroup(r.b) {
		return false
	}
	add := r.a
	if strings.HasSuffix(add.Via, "Wait") {
		add = r.b
	}
	return r.setPattern(AddInsideGoroutine, add)
}

// isClose reports whether the access is a close of a channel.
func isClose(s accessSite) bool { return s.Via == "runtime.closechan" }

// isSend reports whether the access is a send to a channel, also in a select.
func isSend(s accessSite) bool {
	return strings.HasPrefix(s.Via, "runtime.chansend") || strings.HasPrefix(s.Via, "runtime.selectgo")
}

// addInside recognises AddInsideGoroutine: the goroutine of one access calls Add itself, and the function of the other
// access calls Wait on the same WaitGroup before the access.
func (r *race) addInside() bool {
	for _, s := range []accessSite{r.a, r.b} {
		other := r.b
		if s.function == r.b.function {
			other = r.a
		}
		for _, o := range r.pkg.ops {
			if o.kind != opAdd || o.in != s.function || !s.function.startedByGo || o.in == other.function || r.pkg.isGoCall(o) {
				continue
			}
			for _, w := range r.pkg.opsOn(o.class, opWait) {
				if w.in == other.function && r.pkg.line(w.node.Pos()) <= other.Line {
					return r.setPattern(AddInsideGoroutine, s, r.pkg.location(o.node.Pos()), r.pkg.location(w.node.Pos()))
				}
			}
		}
	}
	return false
}

// isGoCall reports whether the operation is a call of WaitGroup.Go, which adds before it starts the goroutine.
func (pkg *packageInfo) isGoCall(o op) bool {
	c, ok := o.node.(*ast.CallExpr)
	return ok && strings.HasSuffix(types.ExprString(c.Fun), ".Go")
}
