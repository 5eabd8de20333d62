package blame

import (
	"go/ast"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// opaque: a call of something that the source does not show may leave locks behind, and may give back those that it gets.
func (w *walker) opaque(c *ast.CallExpr, s lockSet) {
	if from := w.u.handle(c); from != nil {
		for k, h := range s {
			if h.at == from.Pos() {
				delete(s, k)
			}
		}
		return
	}
	if c == w.harmless || !w.u.isOpaque(c) {
		return
	}
	s[unknownCall] = heldLock{}
	for _, a := range c.Args {
		if r := w.u.pathOf(a); r.known() {
			w.lend(s, w.u.aliasClassOf(r))
		}
	}
}

// isOpaque tells whether nobody can say what a call does to locks: it calls an interface's method, a function value, or another package's function.
func (u *packageInfo) isOpaque(c *ast.CallExpr) bool {
	fun := unparen(c.Fun)
	if tv := u.info.Types[fun]; tv.IsType() || tv.IsBuiltin() || isNode[*ast.FuncLit](fun) {
		return false
	}
	if f, ok := u.callee(c).(*types.Func); ok {
		return u.mayLock(f)
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok && u.object(sel.Sel) == nil {
		return !u.isFromStd(sel.X)
	}
	if id, ok := fun.(*ast.Ident); ok && u.isFromStd(id) {
		return false
	}
	t := u.info.TypeOf(fun)
	if t == nil || isStdType(t) {
		return t == nil
	}
	sig, ok := t.Underlying().(*types.Signature)
	return !ok || couldLock(sig) && !isPredicate(sig)
}

// isPredicate tells whether a function answers a question about what it gets: isSlow(visit).
func isPredicate(sig *types.Signature) bool {
	return sig.Params().Len() > 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), types.Typ[types.Bool])
}

// mayLock tells whether a function that is not of this package's source may leave a lock behind.
func (u *packageInfo) mayLock(f *types.Func) bool {
	if f.Pkg() == nil || u.byObject(f) != nil || isStdPath(f.Pkg().Path()) {
		return false
	}
	if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return couldLock(f.Signature())
	}
	if isHarmless(f.Pkg().Path()) {
		return false
	}
	for _, other := range u.src.dirs {
		if other == nil || other == u || other.types != f.Pkg() || other.byObject(origin(f)) == nil {
			continue
		}
		e := other.effect(other.byObject(origin(f)))
		return !e.isNone()
	}
	return true
}

// couldLock tells whether a function of this type could be one that locks: such a one returns nothing, whether it could, or the function that unlocks.
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

func isStdPath(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return goout.StandardRoots[first]
}

func isStdType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && isStdPath(n.Obj().Pkg().Path())
}
