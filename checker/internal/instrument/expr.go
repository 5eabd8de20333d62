package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// expr rewrites an expression whose value is used.
func (w *rewriter) expr(e ast.Expr) (string, bool) {
	if tv, ok := w.info.Types[e]; ok && tv.Value != nil {
		return w.raw(e), true // a constant stays one
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if s, ok := w.standIn(e); ok {
			return s, true
		}
		return w.selector(e)
	case *ast.Ident, *ast.StarExpr, *ast.IndexExpr:
		return w.read(e)
	case *ast.UnaryExpr:
		return w.unary(e)
	case *ast.CallExpr:
		return w.call(e)
	case *ast.SliceExpr:
		return w.slice(e)
	case *ast.FuncLit:
		return w.funcLit(e), true
	}
	return "", false
}

// selector is a field that is read, or a method of something.
func (w *rewriter) selector(e *ast.SelectorExpr) (string, bool) {
	sel := w.info.Selections[e]
	if sel == nil {
		return w.raw(e), true // of a package
	}
	if sel.Kind() == types.FieldVal {
		return w.read(e)
	}
	if sel.Kind() == types.MethodExpr {
		return w.text(e), true
	}
	if s, ok := w.unsafeReceiver(e); ok {
		return s + w.tail(e), true
	}
	return w.receiver(e, sel) + w.tail(e), true
}

// tail is `.Sel` with whatever stands before the name.
func (w *rewriter) tail(e *ast.SelectorExpr) string {
	return string(w.src[w.offset(e.X.End()):w.offset(e.Sel.End())])
}

// receiver is what a method is called on: a place, where the method wants a pointer to it.
func (w *rewriter) receiver(e *ast.SelectorExpr, sel *types.Selection) string {
	recv := sel.Obj().(*types.Func).Signature().Recv().Type()
	_, wants := recv.(*types.Pointer)
	_, has := w.typeOf(e.X).Underlying().(*types.Pointer)
	if wants && !has && w.info.Types[e.X].Addressable() {
		return w.place(e.X)
	}
	if !has && !types.IsInterface(w.typeOf(e.X)) && holdsStandIn(w.typeOf(e.X)) {
		return w.place(e.X)
	}
	return w.emit(e.X)
}

// read is an access to memory that goroutines may share.
func (w *rewriter) read(e ast.Expr) (string, bool) {
	if ix, ok := e.(*ast.IndexExpr); ok {
		if w.info.Types[ix.Index].IsType() || !w.isValue(ix.X) {
			return "", false // a generic function or type
		}
		if w.mapOf(ix.X) {
			return w.mapRef(ix) + ".Get(" + w.emit(ix.Index) + ")", true
		}
	}
	if !w.isValue(e) || !w.shared(e) {
		if p := w.isPlace(e); p {
			return w.place(e), true
		}
		return "", false
	}
	return rtName + ".Read(&" + w.place(e) + ", " + w.siteOf(e) + ")", true
}

// mapRef is the map that ix indexes, for the runtime.
func (w *rewriter) mapRef(ix *ast.IndexExpr) string {
	return rtName + ".Map(" + w.emit(ix.X) + ", " + w.siteOf(ix.X) + ")"
}

// isPlace says whether e is a path to a variable, which must be written as one.
func (w *rewriter) isPlace(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		sel := w.info.Selections[e]
		return sel != nil && sel.Kind() == types.FieldVal
	case *ast.ParenExpr:
		return w.isPlace(e.X)
	case *ast.IndexExpr, *ast.StarExpr:
		return w.isValue(e.(ast.Expr))
	}
	return false
}

// shared says whether e names memory that another goroutine could reach.
func (w *rewriter) shared(e ast.Expr) bool {
	if !w.info.Types[e].Addressable() {
		return false
	}
	switch e := unparen(e).(type) {
	case *ast.Ident:
		v, ok := w.info.Uses[e].(*types.Var)
		return ok && v.Pkg() == w.pkg && w.vars.may(v)
	case *ast.SelectorExpr:
		if sel := w.info.Selections[e]; sel == nil || sel.Kind() != types.FieldVal {
			return false
		} else if sel.Indirect() {
			return true
		}
		return w.shared(e.X)
	case *ast.StarExpr:
		return true
	case *ast.IndexExpr:
		switch w.typeOf(e.X).Underlying().(type) {
		case *types.Slice, *types.Pointer:
			return !isTypeParam(w.typeOf(e.X))
		case *types.Array:
			return w.shared(e.X)
		}
	}
	return false
}

// place writes e as a place: pointers on the way are read, the place itself is not.
func (w *rewriter) place(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return "(" + w.place(e.X) + ")"
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if w.info.Selections[e] == nil {
			return w.emit(e)
		}
		return w.base(e.X) + w.tail(e)
	case *ast.IndexExpr:
		return w.base(e.X) + "[" + w.emit(e.Index) + "]"
	case *ast.StarExpr:
		return "*" + w.emit(e.X)
	}
	return w.emit(e)
}

// base is what a field or an element is taken of.
func (w *rewriter) base(e ast.Expr) string {
	switch w.typeOf(e).Underlying().(type) {
	case *types.Struct, *types.Array:
		if w.info.Types[e].Addressable() {
			return w.place(e)
		}
	}
	return w.emit(e)
}

func (w *rewriter) unary(e *ast.UnaryExpr) (string, bool) {
	switch e.Op {
	case token.ARROW:
		if w.chanOf(e.X) {
			return rtName + ".Recv(" + w.emit(e.X) + ")", true
		}
	case token.AND:
		if w.isPlaceOrName(e.X) {
			return "&" + w.place(e.X), true
		}
	}
	return "", false
}

func (w *rewriter) isPlaceOrName(e ast.Expr) bool {
	_, name := unparen(e).(*ast.Ident)
	return name || w.isPlace(unparen(e))
}

// slice of an array takes its address.
func (w *rewriter) slice(e *ast.SliceExpr) (string, bool) {
	if _, arr := w.typeOf(e.X).Underlying().(*types.Array); !arr {
		return "", false
	}
	out := w.place(e.X) + "["
	for i, part := range []ast.Expr{e.Low, e.High, e.Max} {
		if i > 0 && (i == 1 || e.Slice3) {
			out += ":"
		}
		if part != nil {
			out += w.emit(part)
		}
	}
	return out + "]", true
}

// pure says whether evaluating e twice is the same as once.
func pure(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.FuncLit, *ast.CompositeLit:
			ok = false
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		}
		return ok
	})
	return ok
}
