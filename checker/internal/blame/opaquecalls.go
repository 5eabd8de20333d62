package blame

import (
	"go/ast"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// applyOpaque applies a call whose source is unknown: it may leave locks held, and it may unlock those that it gets as
// arguments.
func (w *walker) applyOpaque(c *ast.CallExpr, s lockSet) {
	if from := w.pkg.returningCall(c); from != nil {
		for k, h := range s {
			if h.at == from.Pos() {
				delete(s, k)
			}
		}
		return
	}
	if c == w.neutralCall || !w.pkg.isOpaque(c) {
		return
	}
	s[unknownCall] = heldLock{}
	for _, a := range c.Args {
		if path := w.pkg.pathOf(a); path.known() {
			w.handOff(s, w.pkg.aliasClassOf(path))
		}
	}
}

// isOpaque reports whether the effect of a call on locks is unknown: it calls an interface method, a function value or a
// function of another package.
func (pkg *packageInfo) isOpaque(c *ast.CallExpr) bool {
	fun := unparen(c.Fun)
	if tv := pkg.info.Types[fun]; tv.IsType() || tv.IsBuiltin() || isNode[*ast.FuncLit](fun) {
		return false
	}
	if f, ok := pkg.calleeObject(c).(*types.Func); ok {
		return pkg.mayLock(f)
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok && pkg.object(sel.Sel) == nil {
		return !pkg.isFromStd(sel.X)
	}
	if id, ok := fun.(*ast.Ident); ok && pkg.isFromStd(id) {
		return false
	}
	t := pkg.info.TypeOf(fun)
	if t == nil || isStdType(t) {
		return t == nil
	}
	sig, ok := t.Underlying().(*types.Signature)
	return !ok || couldLock(sig) && !isPredicate(sig)
}

// isPredicate reports whether the function takes arguments and returns only a bool. Such a function is taken not to
// lock: isSlow(visit).
func isPredicate(sig *types.Signature) bool {
	return sig.Params().Len() > 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), types.Typ[types.Bool])
}

// mayLock reports whether a function that is not in this package's source may leave a lock held.
func (pkg *packageInfo) mayLock(f *types.Func) bool {
	if f.Pkg() == nil || pkg.functionOf(f) != nil || isStdPath(f.Pkg().Path()) {
		return false
	}
	if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return couldLock(f.Signature())
	}
	if isLockFree(f.Pkg().Path()) {
		return false
	}
	for _, other := range pkg.src.packages {
		if other == nil || other == pkg || other.types != f.Pkg() || other.functionOf(origin(f)) == nil {
			continue
		}
		e := other.effect(other.functionOf(origin(f)))
		return !e.isNeutral()
	}
	return true
}

// couldLock reports whether a function of this type could be one that leaves a lock held. Such functions return nothing,
// a bool or error that reports success, or the function that unlocks.
func couldLock(sig *types.Signature) bool {
	if sig.Results().Len() == 0 {
		return true
	}
	if sig.Results().Len() > 1 {
		return false
	}
	t := sig.Results().At(0).Type()
	switch t.Underlying().(type) {
	case *types.Basic:
		return types.Identical(t.Underlying(), types.Typ[types.Bool])
	case *types.Signature:
		return true
	case *types.Interface:
		return types.Identical(t, types.Universe.Lookup("error").Type())
	}
	return false
}

// isStdPath reports whether the import path is in the standard library.
func isStdPath(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return goout.StandardRoots[first]
}

// isStdType reports whether the type is declared in the standard library.
func isStdType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && isStdPath(n.Obj().Pkg().Path())
}
