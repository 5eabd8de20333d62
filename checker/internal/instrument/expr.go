package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// expr rewrites an expression whose value is used.
func (w *rewriter) expr(e ast.Expr) (string, bool) {
	if tv, ok := w.info.Types[e]; ok && tv.Value != nil {
		return w.raw(e), true // a constant is not changed
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if s, ok := w.shim(e); ok {
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

// selector rewrites the read of a field, or a method selector.
func (w *rewriter) selector(e *ast.SelectorExpr) (string, bool) {
	sel := w.info.Selections[e]
	if sel == nil {
		return w.raw(e), true // a name of a package
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

// tail returns `.Sel` as it is in the source, with everything between the operand and the name.
func (w *rewriter) tail(e *ast.SelectorExpr) string {
	return string(w.src[w.offset(e.X.End()):w.offset(e.Sel.End())])
}

// receiver returns the operand of a method call. The operand is not read if the method needs its address.
func (w *rewriter) receiver(e *ast.SelectorExpr, sel *types.Selection) string {
	recv := sel.Obj().(*types.Func).Signature().Recv().Type()
	_, wants := recv.(*types.Pointer)
	_, has := w.typeOf(e.X).Underlying().(*types.Pointer)
	if wants && !has && w.info.Types[e.X].Addressable() {
		return w.place(e.X)
	}
	if !has && !types.IsInterface(w.typeOf(e.X)) && holdsShim(w.typeOf(e.X)) {
		return w.place(e.X)
	}
	return w.emit(e.X)
}

// read rewrites a read of memory that goroutines may share.
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

// mapRef returns the runtime's reference to the map that ix indexes.
func (w *rewriter) mapRef(ix *ast.IndexExpr) string {
	return rtName + ".Map(" + w.emit(ix.X) + ", " + w.siteOf(ix.X) + ")"
}

// isPlace reports whether e denotes a variable through a selector, an index or a pointer. Such an expression is rewritten with place.
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

// shared reports whether e denotes memory that another goroutine may access.
func (w *rewriter) shared(e ast.Expr) bool {
	if !w.info.Types[e].Addressable() {
		return false
	}
	switch e := unparen(e).(type) {
	case *ast.Ident:
		v, ok := w.info.Uses[e].(*types.Var)
		return ok && v.Pkg() == w.pkg && w.vars.mayBeShared(v)
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

// place returns e as an addressable expression. Pointers on the way are read, the denoted variable is not.
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

// base returns the operand of a selector or an index expression.
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

// slice rewrites a slice expression of an array, which takes the array's address.
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

// pure reports whether a second evaluation of e has no additional effect.
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
