package blame

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// An accessSite is one side of a race: an access, found in the source.
type accessSite struct {
	goout.Access
	u       *packageInfo
	fn      *function
	touches []access
	must    lockSet // locks surely held, its callers' too
	sure    bool    // it holds no others
}

func explainRace(f goout.Finding, s *sources) goout.Finding {
	if p, ok := atomicSide(f); ok {
		return p
	}
	if p, ok := testEnded(f); ok {
		return p
	}
	if p, ok := s.groupRace(f); ok {
		return p
	}
	var sides []accessSite
	for _, a := range f.Accesses {
		if one, ok := s.side(a); ok {
			sides = append(sides, one)
		}
	}
	if len(f.Accesses) < 2 || len(sides) < 2 || sides[0].u != sides[1].u {
		return f
	}
	if v, ok := shared(sides[0], sides[1]); ok && v != nil {
		f.Variable = v.obj.Name()
	}
	r := race{f: f, a: sides[0], b: sides[1], u: sides[0].u}
	for _, rule := range []func(*race) bool{
		(*race).viaLibrary, (*race).addInside, (*race).lockCopied, (*race).locked, (*race).unlocked,
	} {
		if rule(&r) {
			return r.f
		}
	}
	return f
}

// atomicSide: one access is by sync/atomic, the other plain.
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
	return with(f, OneSideAtomic, goout.Location{File: b.File, Line: b.Line, Func: b.Func}), true
}

// testEnded: a method of a test's t against the end of that test.
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
	return with(f, TestEnded), true
}

// A race is what the rules look at; the one that recognises it fills f in.
type race struct {
	f    goout.Finding
	a, b accessSite
	u    *packageInfo
}

func (s *sources) side(a goout.Access) (accessSite, bool) {
	if a.File == "" {
		return accessSite{}, false
	}
	u, f, ok := s.place(goout.Location{File: a.File, Line: a.Line, Func: a.Func})
	if !ok {
		return accessSite{}, false
	}
	out := accessSite{Access: a, u: u, fn: f, touches: u.accessesAt(f, a.Line)}
	at := f.body.Pos()
	if len(out.touches) > 0 {
		at = out.touches[0].node.Pos()
	}
	out.must, _, out.sure = u.heldAt(f, at)
	out.sure = out.sure && !u.isDeferredByLocker(f)
	gone := u.givenBack(f, at)
	inner := scope{u, f}
	for _, l := range a.Stack[min(1, len(a.Stack)):] {
		inner = out.heldByCaller(s, l, inner)
	}
	maps.DeleteFunc(out.must, func(_ string, h heldLock) bool {
		given := h.ref.known() && slices.Contains(gone, u.aliasClassOf(h.ref)) && !u.locksHere(f, h.ref)
		out.sure = out.sure && !given
		return given
	})
	return out, true
}

// A scope is a function and the package that it is of.
type scope struct {
	u *packageInfo
	f *function
}

// leavesNone tells whether a function surely ends with the locks that it began with.
func (s scope) leavesNone() bool {
	if s.f == nil {
		return false
	}
	return s.u.effect(s.f).isNone()
}

// heldByCaller adds what a caller holds where it calls the inner function, and returns the caller. A lock of another package's function is not named here.
func (a *accessSite) heldByCaller(s *sources, l goout.Location, inner scope) scope {
	u, f, ok := s.place(l)
	if !ok {
		return scope{}
	}
	found := false
	u.eachCall(f, l.Line, func(c *ast.CallExpr) {
		if run := u.runs(c); run != nil && inner.f != nil && run != inner.f {
			return // another call on the same line
		}
		found = true
		must, _, sure := u.heldAtCall(f, c, inner.leavesNone())
		a.sure = a.sure && sure && (u == a.u || len(must) == 0)
		if u == a.u {
			maps.Copy(a.must, must)
		}
	})
	a.sure = a.sure && (found || !u.locks(f)) && !u.isDeferredByLocker(f)
	return scope{u, f}
}

// done fills the finding in, at the given side; where that is in a test and the other one in what is tested, at the other one.
func (r *race) done(p goout.Pattern, at accessSite, other ...goout.Location) bool {
	if isTest(at.File) {
		for _, s := range []accessSite{r.a, r.b} {
			if !isTest(s.File) {
				at = s
			}
		}
	}
	r.f.File, r.f.Line, r.f.Func, r.f.Created = at.File, at.Line, at.Func, at.Created
	second := r.b
	if at.File == r.b.File && at.Line == r.b.Line && at.Op == r.b.Op {
		second = r.a
	}
	other = append([]goout.Location{{File: second.File, Line: second.Line, Func: second.Func}}, other...)
	r.f = with(r.f, p, other...)
	return true
}

func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

// viaLibrary: the accesses of a channel's close, of a WaitGroup.
func (r *race) viaLibrary() bool {
	a, b := r.a.Via, r.b.Via
	closes := func(v string) bool { return v == "runtime.closechan" }
	sends := func(v string) bool {
		return strings.HasPrefix(v, "runtime.chansend") || strings.HasPrefix(v, "runtime.selectgo")
	}
	waits := func(v string) bool { return strings.HasPrefix(v, "sync.(*WaitGroup).") }
	switch {
	case closes(a) && closes(b):
		return r.done(CloseTwice, r.a)
	case closes(a) && sends(b):
		return r.done(SendAfterClose, r.b)
	case closes(b) && sends(a):
		return r.done(SendAfterClose, r.a)
	case waits(a) && waits(b):
		if strings.HasSuffix(a, "Wait") {
			return r.done(AddInsideGoroutine, r.b)
		}
		return r.done(AddInsideGoroutine, r.a)
	}
	return false
}

// addInside: the goroutine of one side calls Add itself, and the other side comes after a Wait on the same WaitGroup.
func (r *race) addInside() bool {
	for _, s := range []accessSite{r.a, r.b} {
		other := r.b
		if s.fn == r.b.fn {
			other = r.a
		}
		for _, o := range r.u.ops {
			if o.kind != opAdd || o.in != s.fn || !s.fn.isGo || o.in == other.fn || r.u.isGoCall(o) {
				continue
			}
			for _, w := range r.u.with(o.class, opWait) {
				if w.in == other.fn && r.u.line(w.node.Pos()) <= other.Line {
					return r.done(AddInsideGoroutine, s, r.u.at(o.node.Pos()), r.u.at(w.node.Pos()))
				}
			}
		}
	}
	return false
}

// isGoCall tells WaitGroup.Go, which adds in time, from Add.
func (u *packageInfo) isGoCall(o op) bool {
	c, ok := o.node.(*ast.CallExpr)
	return ok && strings.HasSuffix(types.ExprString(c.Fun), ".Go")
}
