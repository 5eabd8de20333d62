package blame

import (
	"go/ast"
	"go/types"

	"sharedmap-workshop/checker/internal/goout"
)

// mayTouchTheSame tells whether the lines of a race's two sides can touch one memory: there is a pair of variables of one type, or of which one can hold
// the other. Where a library's function touched it, or the lines are of two packages, that is not known.
func (s *sources) mayTouchTheSame(a, b goout.Access) bool {
	if a.Via != "" || b.Via != "" {
		return true
	}
	u, ones, ok := s.typesAt(a)
	other, others, isToo := s.typesAt(b)
	if !ok || !isToo || u != other || len(ones) == 0 || len(others) == 0 {
		return true
	}
	for _, x := range ones {
		for _, y := range others {
			if mayHold(x, y, 0) || mayHold(y, x, 0) {
				return true
			}
		}
	}
	return false
}

// typesAt are the types of the memory that an access's line names, in all functions that have a part of the line and can be the one that the output names.
func (s *sources) typesAt(a goout.Access) (u *packageInfo, out []types.Type, ok bool) {
	u, p, ok := s.unit(a.File)
	if !ok {
		return nil, nil, false
	}
	for _, in := range u.holders(p, a.Line) {
		if u.fits(goout.ParseFuncName(a.Func), in, true) {
			l := &lineOf{u: u, in: in, line: a.Line}
			l.collect()
			out = append(out, l.types()...)
		}
	}
	return u, out, true
}

// types are those of the expressions on the line that can stand for memory. A function's results are written where it returns, and its parameters where it
// begins, if others have them.
func (l *lineOf) types() []types.Type {
	var out []types.Type
	l.has(func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && l.u.line(e.Pos()) <= l.line && l.line <= l.u.line(e.End()) && l.mayBeMemory(e) {
			out = append(out, l.u.typeOf(e))
		}
		return false
	})
	fields := func(list *ast.FieldList) {
		for _, f := range list.List {
			if t := l.u.info.TypeOf(f.Type); t != nil && len(f.Names) > 0 {
				out = append(out, t)
			}
		}
	}
	if l.ends && l.in.typ.Results != nil {
		fields(l.in.typ.Results)
	}
	if l.line == l.u.start(l.in) && l.in.typ.Params != nil {
		fields(l.in.typ.Params)
	}
	return out
}

// mayBeMemory: not a constant, nor a type, nor a function that has a name, nor what a function gives back unless it leads to memory.
func (l *lineOf) mayBeMemory(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return isVar(l.u.object(e)) && e.Name != "_"
	case *ast.SelectorExpr:
		return isVar(l.u.object(e.Sel))
	case *ast.CallExpr:
		t := l.u.info.Types[e]
		return t.IsValue() && isPointer(t.Type)
	case *ast.StarExpr, *ast.IndexExpr:
		return l.u.info.Types[e].IsValue()
	}
	return false
}

// isVar: what is not known may be one.
func isVar(o types.Object) bool {
	_, ok := o.(*types.Var)
	return ok || o == nil
}

// typeOf is the type of an expression, or the invalid one where it is not known.
func (u *packageInfo) typeOf(e ast.Expr) types.Type {
	if t := u.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// maxInside is how deep the parts of a type are looked through.
const maxInside = 4

// mayHold tells whether a value of the type a is, leads to, or holds one of the type b, or may: what is not known may.
func mayHold(a, b types.Type, depth int) bool {
	a, b = element(a), element(b)
	switch a.Underlying().(type) {
	case *types.Interface, *types.TypeParam:
		return true
	}
	if isUnknown(a) || isUnknown(b) || types.IsInterface(b) || types.Identical(a, b) || depth > maxInside {
		return true
	}
	st, ok := a.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if mayHold(st.Field(i).Type(), b, depth+1) {
			return true
		}
	}
	return false
}

// element is what a pointer, slice, array, map or channel leads to.
func element(t types.Type) types.Type {
	for range maxInside {
		switch x := t.Underlying().(type) {
		case *types.Pointer:
			t = x.Elem()
		case *types.Slice:
			t = x.Elem()
		case *types.Array:
			t = x.Elem()
		case *types.Map:
			t = x.Elem()
		default:
			return t
		}
	}
	return t
}
