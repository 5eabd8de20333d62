package blame

import (
	"go/ast"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// lockCopied recognises LockCopied: an access holds a lock in a receiver or parameter that is passed by value.
func (r *race) lockCopied() bool {
	for _, s := range []accessSite{r.a, r.b} {
		for _, h := range s.must {
			if h.path.known() && r.pkg.isInValueParam(h.path) {
				return r.setPattern(LockCopied, s, r.pkg.location(h.at))
			}
		}
	}
	return false
}

// isInValueParam reports whether the lock is part of a receiver or parameter that is passed by value.
func (pkg *packageInfo) isInValueParam(l accessPath) bool {
	v, ok := l.root.(*types.Var)
	if !ok || v.IsField() {
		return false
	}
	for _, f := range pkg.funcs {
		if _, isParam := pkg.paramIndexes(f)[v]; isParam {
			return containsLock(v.Type(), l.fields)
		}
	}
	return false
}

// containsLock reports whether values of the type contain the lock at the path, without a pointer in between.
func containsLock(t types.Type, path string) bool {
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
	return syncTypeName(t) == "Mutex" || syncTypeName(t) == "RWMutex"
}

// locked recognises a race in which at least one access holds a lock: OneSideLocked and UnlockedRead if the other one
// holds none, DifferentLocks if they hold different ones. sameLock decides if both locks have one alias class.
func (r *race) locked() bool {
	a, b := r.a, r.b
	switch {
	case len(a.must) == 0 && len(b.must) == 0:
		return false
	case len(a.must) == 0:
		return r.oneSideLocked(a, b)
	case len(b.must) == 0:
		return r.oneSideLocked(b, a)
	}
	for _, ha := range a.must {
		for _, hb := range b.must {
			if !ha.path.known() || !hb.path.known() {
				return len(a.must) == 1 && len(b.must) == 1 && areExclusive(ha, hb) && r.setPattern(DifferentLocks, a, r.pkg.lockLines(a, b)...)
			}
			if r.pkg.aliasClassOf(ha.path) == r.pkg.aliasClassOf(hb.path) {
				return r.sameLock(ha, hb)
			}
		}
	}
	return r.setPattern(DifferentLocks, a, r.pkg.lockLines(a, b)...)
}

// lockLines returns where the locks that the accesses hold were taken.
func (pkg *packageInfo) lockLines(sides ...accessSite) []goout.Location {
	var out []goout.Location
	for _, s := range sides {
		for _, k := range sortedKeys(s.must) {
			out = append(out, pkg.location(s.must[k].at))
		}
	}
	return out
}

// oneSideLocked recognises OneSideLocked and UnlockedRead: one access certainly holds no lock, and both access the same
// variable.
func (r *race) oneSideLocked(bare, locked accessSite) bool {
	common, ok := racedVariable(bare, locked)
	if !bare.exact {
		return false
	}
	if (!ok || common == nil) && (!inMap(bare) || !inMap(locked)) { // two racing accesses in a map are to one map, whatever its names are
		return false
	}
	p := OneSideLocked
	if bare.Op == "read" {
		p = UnlockedRead
	}
	return r.setPattern(p, bare, r.pkg.lockLines(locked)...)
}

// areExclusive reports whether two goroutines that hold one lock in these ways exclude each other. If they race all the
// same, they hold different locks under one name, such as a lock for each key.
func areExclusive(a, b heldLock) bool { return !a.read || !b.read }

// sameLock recognises the mistakes in which both accesses hold locks of one alias class: WriteUnderRLock from a read
// lock at the write, LockCopied from a local copy of the lock, DifferentLocks from a lock that each call declares or
// chooses for itself.
func (r *race) sameLock(a, b heldLock) bool {
	switch {
	case a.read && r.a.Op == "write":
		return r.setPattern(WriteUnderRLock, r.a, r.pkg.location(a.at))
	case b.read && r.b.Op == "write":
		return r.setPattern(WriteUnderRLock, r.b, r.pkg.location(b.at))
	case r.pkg.isLocalLock(a.path, r.a.function) && r.pkg.startsAsCopy(a.path.root):
		return r.setPattern(LockCopied, r.a, r.pkg.location(a.at), r.pkg.location(a.path.root.Pos()))
	case r.pkg.isLocalLock(b.path, r.b.function) && r.pkg.startsAsCopy(b.path.root):
		return r.setPattern(LockCopied, r.b, r.pkg.location(b.at), r.pkg.location(b.path.root.Pos()))
	case r.pkg.isLocalLock(a.path, r.a.function) || r.pkg.isLocalLock(b.path, r.b.function):
		return r.setPattern(DifferentLocks, r.a, r.pkg.location(a.at), r.pkg.location(a.path.root.Pos()))
	case r.pkg.isChosenLocally(a.path, r.a.function) && r.pkg.isChosenLocally(b.path, r.b.function) && areExclusive(a, b):
		return r.setPattern(DifferentLocks, r.a, r.pkg.location(a.at), r.pkg.location(a.path.root.Pos()))
	}
	return false
}

// isChosenLocally reports whether a function chooses the lock itself: it is a local pointer, or the result of a call.
func (pkg *packageInfo) isChosenLocally(l accessPath, f *function) bool {
	v, ok := l.root.(*types.Var)
	return ok && l.fields == "" && isLocal(v) && f.outermost().body.Pos() < v.Pos() && v.Pos() < f.outermost().body.End() && !containsLock(v.Type(), "")
}

// startsAsCopy reports whether a variable gets a copy of another variable: c := *m.
func (pkg *packageInfo) startsAsCopy(o types.Object) bool {
	found := false
	for _, f := range pkg.sortedFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != len(as.Rhs) {
				return true
			}
			for i, l := range as.Lhs {
				if id, ok := l.(*ast.Ident); ok && pkg.object(id) == o {
					found = found || pkg.pathOf(as.Rhs[i]).known()
				}
			}
			return true
		})
	}
	return found
}

// isLocalLock reports whether the lock is in a variable that the function declares, so that each call has its own lock.
func (pkg *packageInfo) isLocalLock(l accessPath, f *function) bool {
	v, ok := l.root.(*types.Var)
	return ok && isLocal(v) && f.body.Pos() < v.Pos() && v.Pos() < f.body.End() && containsLock(v.Type(), l.fields)
}
