package blame

import (
	"go/ast"
	"go/types"

	"sharedmap-workshop/checker/internal/goout"
)

// mayAccessSameMemory reports whether the lines of a race's two accesses can access the same memory: their variables
// have one type, or the type of one can contain the other's. The answer is true if it is unknown: a library function did
// the access, or the lines are in two packages.
func (s *sources) mayAccessSameMemory(a, b goout.Access) bool {
	if a.Via != "" || b.Via != "" {
		return true
	}
	pkg, ones, ok := s.typesAt(a)
	other, others, isToo := s.typesAt(b)
	if !ok || !isToo || pkg != other || len(ones) == 0 || len(others) == 0 {
		return true
	}
	for _, x := range ones {
		for _, y := range others {
			if mayContain(x, y, 0) || mayContain(y, x, 0) {
				return true
			}
		}
	}
	return false
}

// typesAt returns the types of the memory that an access's line names, in all functions that match the name in the
// output.
func (s *sources) typesAt(a goout.Access) (pkg *packageInfo, out []types.Type, ok bool) {
	pkg, p, ok := s.packageOf(a.File)
	if !ok {
		return nil, nil, false
	}
	for _, in := range pkg.functionsAt(p, a.Line) {
		if pkg.matchesName(goout.ParseFuncName(a.Func), in, true) {
			l := &sourceLine{pkg: pkg, function: in, line: a.Line}
			l.collect()
			out = append(out, l.memoryTypes()...)
		}
	}
	return pkg, out, true
}

// memoryTypes returns the types of the expressions on the line that can stand for memory. A function's results are
// written at a return, and its parameters at its first line.
func (l *sourceLine) memoryTypes() []types.Type {
	var out []types.Type
	l.anyNode(func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && l.pkg.line(e.Pos()) <= l.line && l.line <= l.pkg.line(e.End()) && l.mayBeMemory(e) {
			out = append(out, l.pkg.typeOf(e))
		}
		return false
	})
	fields := func(list *ast.FieldList) {
		for _, f := range list.List {
			if t := l.pkg.info.TypeOf(f.Type); t != nil && len(f.Names) > 0 {
				out = append(out, t)
			}
		}
	}
	if l.mayEnd && l.function.funcType.Results != nil {
		fields(l.function.funcType.Results)
	}
	if l.line == l.pkg.firstLine(l.function) && l.function.funcType.Params != nil {
		fields(l.function.funcType.Params)
	}
	return out
}

// mayBeMemory reports whether the expression can stand for memory. Constants, types, declared functions and results of
// calls cannot, except pointers.
func (l *sourceLine) mayBeMemory(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return isVar(l.pkg.object(e)) && e.Name != "_"
	case *ast.SelectorExpr:
		return isVar(l.pkg.object(e.Sel))
	case *ast.CallExpr:
		t := l.pkg.info.Types[e]
		return t.IsValue() && isPointer(t.Type)
	case *ast.StarExpr, *ast.IndexExpr:
		return l.pkg.info.Types[e].IsValue()
	}
	return false
}

// isVar reports whether the object is a variable or unknown.
func isVar(o types.Object) bool {
	_, ok := o.(*types.Var)
	return ok || o == nil
}

// typeOf returns the type of an expression, or the invalid type if it is unknown.
func (pkg *packageInfo) typeOf(e ast.Expr) types.Type {
	if t := pkg.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// maxTypeDepth limits how deep mayContain looks into a type.
const maxTypeDepth = 4

// mayContain reports whether a value of type a is, points to or contains a value of type b. The answer is true if a type
// is unknown.
func mayContain(a, b types.Type, depth int) bool {
	a, b = element(a), element(b)
	switch a.Underlying().(type) {
	case *types.Interface, *types.TypeParam:
		return true
	}
	if isUnknown(a) || isUnknown(b) || types.IsInterface(b) || types.Identical(a, b) || depth > maxTypeDepth {
		return true
	}
	st, ok := a.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if mayContain(st.Field(i).Type(), b, depth+1) {
			return true
		}
	}
	return false
}

// element returns what a pointer, slice, array or map leads to in the end.
func element(t types.Type) types.Type {
	for range maxTypeDepth {
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
