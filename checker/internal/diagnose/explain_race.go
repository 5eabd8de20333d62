package diagnose

import (
	"go/ast"
	"go/types"
	"strings"
)

// A side is one access of a race, found in the source.
type side struct {
	Access
	u       *unit
	fn      *fn
	touches []touch
	must    state // locks surely held, its callers' too
}

func explainRace(f Finding, s *sources) Finding {
	if p, ok := atomicSide(f); ok {
		return p
	}
	if p, ok := s.groupRace(f); ok {
		return p
	}
	var sides []side
	for _, a := range f.Accesses {
		if one, ok := s.side(a); ok {
			sides = append(sides, one)
		}
	}
	if len(f.Accesses) < 2 || len(sides) < 2 || sides[0].u != sides[1].u {
		return f
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
func atomicSide(f Finding) (Finding, bool) {
	if len(f.Accesses) < 2 {
		return f, false
	}
	a, b := f.Accesses[0], f.Accesses[1]
	isAtomic := func(x Access) bool { return strings.HasPrefix(x.Via, "sync/atomic.") }
	if isAtomic(a) {
		a, b = b, a
	}
	if isAtomic(a) || !isAtomic(b) || a.File == "" {
		return f, false
	}
	f.File, f.Line, f.Func, f.Created = a.File, a.Line, a.Func, a.Created
	return f.with(OneSideAtomic, Location{b.File, b.Line, b.Func}), true
}

// A race is what the rules look at; the one that recognises it fills f in.
type race struct {
	f    Finding
	a, b side
	u    *unit
}

func (s *sources) side(a Access) (side, bool) {
	if a.File == "" {
		return side{}, false
	}
	u, f, ok := s.place(Location{a.File, a.Line, a.Func})
	if !ok {
		return side{}, false
	}
	out := side{Access: a, u: u, fn: f, touches: u.touched(f, a.Line)}
	at := f.body.Pos()
	if len(out.touches) > 0 {
		at = out.touches[0].node.Pos()
	}
	out.must, _ = u.heldAt(f, at)
	for _, l := range a.Stack[min(1, len(a.Stack)):] {
		u.heldByCaller(s, l, out.must)
	}
	return out, true
}

// heldByCaller adds what a caller holds where it calls.
func (u *unit) heldByCaller(s *sources, l Location, into state) {
	cu, f, ok := s.place(l)
	if !ok || cu != u || into == nil {
		return
	}
	u.eachCall(f, l.Line, func(c *ast.CallExpr) {
		must, _ := u.heldAt(f, c.Pos())
		for k, h := range must {
			into[k] = h
		}
	})
}

// done fills the finding in, at the given side.
func (r *race) done(p Pattern, at side, other ...Location) bool {
	r.f.File, r.f.Line, r.f.Func, r.f.Created = at.File, at.Line, at.Func, at.Created
	second := r.b
	if at.File == r.b.File && at.Line == r.b.Line && at.Op == r.b.Op {
		second = r.a
	}
	other = append([]Location{{second.File, second.Line, second.Func}}, other...)
	r.f = r.f.with(p, other...)
	return true
}

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
	for _, s := range []side{r.a, r.b} {
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
func (u *unit) isGoCall(o op) bool {
	c, ok := o.node.(*ast.CallExpr)
	return ok && strings.HasSuffix(types.ExprString(c.Fun), ".Go")
}

// lockCopied: a side holds a lock that lies in a copy: a receiver or parameter by value.
func (r *race) lockCopied() bool {
	for _, s := range []side{r.a, r.b} {
		for _, h := range s.must {
			if h.ref.known() && r.u.isCopy(h.ref) {
				return r.done(LockCopied, s, r.u.at(h.at))
			}
		}
	}
	return false
}

// isCopy tells whether the lock is part of a receiver or parameter that is passed by value.
func (u *unit) isCopy(l ref) bool {
	v, ok := l.root.(*types.Var)
	if !ok || v.IsField() {
		return false
	}
	for _, f := range u.funcs {
		if _, isParam := u.params(f)[v]; isParam {
			return holdsLock(v.Type(), l.path)
		}
	}
	return false
}

// holdsLock tells whether the lock at the path lies in values of the type, with no pointer between.
func holdsLock(t types.Type, path string) bool {
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "."), ".") {
		if name == "" {
			break
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return false
		}
		i := 0
		for i < st.NumFields() && st.Field(i).Name() != name {
			i++
		}
		if i == st.NumFields() {
			return false
		}
		t = st.Field(i).Type()
	}
	return isSync(t) == "Mutex" || isSync(t) == "RWMutex"
}

// locked: at least one side holds a lock.
func (r *race) locked() bool {
	a, b := r.a, r.b
	switch {
	case len(a.must) == 0 && len(b.must) == 0:
		return false
	case len(a.must) == 0:
		return r.oneSide(a, b)
	case len(b.must) == 0:
		return r.oneSide(b, a)
	}
	for _, ha := range a.must {
		for _, hb := range b.must {
			if !ha.ref.known() || !hb.ref.known() {
				return false
			}
			if r.u.classOf(ha.ref) == r.u.classOf(hb.ref) {
				return r.sameLock(ha, hb)
			}
		}
	}
	return r.done(DifferentLocks, a, r.u.holds(a, b)...)
}

func (u *unit) holds(sides ...side) []Location {
	var out []Location
	for _, s := range sides {
		for _, k := range sortedKeys(s.must) {
			out = append(out, u.at(s.must[k].at))
		}
	}
	return out
}

func (r *race) oneSide(bare, locked side) bool {
	common, ok := shared(bare, locked)
	if !ok || common == nil {
		return false
	}
	p := OneSideLocked
	if bare.Op == "read" {
		p = UnlockedRead
	}
	return r.done(p, bare, r.u.holds(locked)...)
}

// sameLock: both hold locks of one name; that is enough only for readers' locks around a write.
func (r *race) sameLock(a, b hold) bool {
	switch {
	case a.read && r.a.Op == "write":
		return r.done(WriteUnderRLock, r.a, r.u.at(a.at))
	case b.read && r.b.Op == "write":
		return r.done(WriteUnderRLock, r.b, r.u.at(b.at))
	case r.u.isOwn(a.ref, r.a.fn) && r.u.copied(a.ref.root):
		return r.done(LockCopied, r.a, r.u.at(a.at), r.u.at(a.ref.root.Pos()))
	case r.u.isOwn(b.ref, r.b.fn) && r.u.copied(b.ref.root):
		return r.done(LockCopied, r.b, r.u.at(b.at), r.u.at(b.ref.root.Pos()))
	case r.u.isOwn(a.ref, r.a.fn) || r.u.isOwn(b.ref, r.b.fn):
		return r.done(DifferentLocks, r.a, r.u.at(a.at), r.u.at(a.ref.root.Pos()))
	}
	return false
}

// copied tells whether a variable begins as a copy of something that was there: c := *m.
func (u *unit) copied(o types.Object) bool {
	found := false
	for _, f := range u.list() {
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != len(as.Rhs) {
				return true
			}
			for i, l := range as.Lhs {
				if id, ok := l.(*ast.Ident); ok && u.object(id) == o {
					found = found || u.ref(as.Rhs[i]).known()
				}
			}
			return true
		})
	}
	return found
}

// isOwn tells whether every call of the function has a lock of its own: a variable declared inside.
func (u *unit) isOwn(l ref, f *fn) bool {
	v, ok := l.root.(*types.Var)
	return ok && isLocal(v) && f.body.Pos() < v.Pos() && v.Pos() < f.body.End() && holdsLock(v.Type(), l.path)
}
