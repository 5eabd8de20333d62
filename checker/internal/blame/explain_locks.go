package blame

import (
	"go/ast"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// lockCopied: a side holds a lock that lies in a copy: a receiver or parameter by value.
func (r *race) lockCopied() bool {
	for _, s := range []accessSite{r.a, r.b} {
		for _, h := range s.must {
			if h.ref.known() && r.u.isCopy(h.ref) {
				return r.done(LockCopied, s, r.u.at(h.at))
			}
		}
	}
	return false
}

// isCopy tells whether the lock is part of a receiver or parameter that is passed by value.
func (u *packageInfo) isCopy(l accessPath) bool {
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
				return len(a.must) == 1 && len(b.must) == 1 && excludes(ha, hb) && r.done(DifferentLocks, a, r.u.holds(a, b)...)
			}
			if r.u.aliasClassOf(ha.ref) == r.u.aliasClassOf(hb.ref) {
				return r.sameLock(ha, hb)
			}
		}
	}
	return r.done(DifferentLocks, a, r.u.holds(a, b)...)
}

func (u *packageInfo) holds(sides ...accessSite) []goout.Location {
	var out []goout.Location
	for _, s := range sides {
		for _, k := range sortedKeys(s.must) {
			out = append(out, u.at(s.must[k].at))
		}
	}
	return out
}

func (r *race) oneSide(bare, locked accessSite) bool {
	common, ok := shared(bare, locked)
	if !bare.sure {
		return false
	}
	if (!ok || common == nil) && (!inMap(bare) || !inMap(locked)) { // two accesses in a map are to the same one, whatever it is called
		return false
	}
	p := OneSideLocked
	if bare.Op == "read" {
		p = UnlockedRead
	}
	return r.done(p, bare, r.u.holds(locked)...)
}

// excludes: two who hold the same lock in these ways are never there at once. So if they race, it is not the same lock, whatever it is called: a
// lock for each key, say.
func excludes(a, b heldLock) bool { return !a.read || !b.read }

// sameLock: both hold locks of one name; that is enough only for readers' locks around a write.
func (r *race) sameLock(a, b heldLock) bool {
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
	case r.u.isPicked(a.ref, r.a.fn) && r.u.isPicked(b.ref, r.b.fn) && excludes(a, b):
		return r.done(DifferentLocks, r.a, r.u.at(a.at), r.u.at(a.ref.root.Pos()))
	}
	return false
}

// isPicked tells whether a function decides by itself which lock it takes: a local pointer, or what it got from a call.
func (u *packageInfo) isPicked(l accessPath, f *function) bool {
	v, ok := l.root.(*types.Var)
	return ok && l.path == "" && isLocal(v) && f.top().body.Pos() < v.Pos() && v.Pos() < f.top().body.End() && !holdsLock(v.Type(), "")
}

// copied tells whether a variable begins as a copy of something that was there: c := *m.
func (u *packageInfo) copied(o types.Object) bool {
	found := false
	for _, f := range u.list() {
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != len(as.Rhs) {
				return true
			}
			for i, l := range as.Lhs {
				if id, ok := l.(*ast.Ident); ok && u.object(id) == o {
					found = found || u.pathOf(as.Rhs[i]).known()
				}
			}
			return true
		})
	}
	return found
}

// isOwn tells whether every call of the function has a lock of its own: a variable declared inside.
func (u *packageInfo) isOwn(l accessPath, f *function) bool {
	v, ok := l.root.(*types.Var)
	return ok && isLocal(v) && f.body.Pos() < v.Pos() && v.Pos() < f.body.End() && holdsLock(v.Type(), l.path)
}
