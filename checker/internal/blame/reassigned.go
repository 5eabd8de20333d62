package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A target is a variable that a statement assigns. After the statement, paths that depend on the variable name other
// variables.
type target struct {
	object types.Object
	at     ast.Expr
}

// targets returns the variables that a statement assigns or declares. An assignment to a struct or an array does not
// count: the struct stays where it is, and so do the locks in it. A declaration counts, because each iteration of a loop
// has another variable.
func (pkg *packageInfo) targets(n ast.Node) []target {
	var left []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		left = n.Lhs
	case *ast.IncDecStmt:
		left = []ast.Expr{n.X}
	case *ast.RangeStmt:
		left = []ast.Expr{n.Key, n.Value}
	case *ast.DeclStmt:
		ast.Inspect(n, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok {
				for _, name := range v.Names {
					left = append(left, name)
				}
			}
			return !isNode[*ast.FuncLit](n)
		})
	case *ast.UnaryExpr: // code that has the address may assign
		if n.Op == token.AND {
			left = []ast.Expr{n.X}
		}
	}
	var out []target
	for _, e := range left {
		if o := pkg.assignedVariable(e); o != nil && (pkg.isDeclaration(e) || pkg.changesPath(e)) {
			out = append(out, target{o, e})
		}
	}
	return out
}

// assignedVariable returns the variable that an assignment to the expression changes. For an element it is the slice,
// array or map.
func (pkg *packageInfo) assignedVariable(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return pkg.assignedVariable(e.X)
	case *ast.StarExpr:
		return pkg.assignedVariable(e.X)
	case *ast.IndexExpr:
		return pkg.assignedVariable(e.X)
	case *ast.Ident:
		return pkg.object(e)
	case *ast.SelectorExpr:
		return pkg.object(e.Sel)
	}
	return nil
}

// isDeclaration reports whether the expression declares a variable.
func (pkg *packageInfo) isDeclaration(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && pkg.info.Defs[id] != nil
}

// changesPath reports whether paths through the expression name other variables after an assignment: not for a struct or
// an array.
func (pkg *packageInfo) changesPath(e ast.Expr) bool {
	t := pkg.info.TypeOf(e)
	if t == nil {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return false
	}
	return true
}

// isReassigned reports whether a variable may change at any time, not only by statements of the function that uses it: a
// field or package variable that is assigned anywhere, or a local variable that a function literal assigns or whose
// address is taken.
func (pkg *packageInfo) isReassigned(o types.Object) bool {
	if pkg.reassigned == nil {
		pkg.reassigned = map[types.Object]bool{}
		for _, f := range pkg.funcs {
			pkg.collectReassigned(f)
		}
	}
	return pkg.reassigned[o]
}

// collectReassigned notes the variables that a function reassigns in this sense.
func (pkg *packageInfo) collectReassigned(f *function) {
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
			return false
		}
		_, isAddress := n.(*ast.UnaryExpr)
		for _, t := range pkg.targets(n) {
			if pkg.isDeclaration(t.at) || f.declares(t.object) && !isAddress || pkg.isNewObjectField(t.at, f) {
				continue
			}
			pkg.reassigned[t.object] = true
		}
		return true
	})
}

// declares reports whether a local variable or parameter belongs to the function itself, not to the function around it.
func (f *function) declares(o types.Object) bool {
	from, to := f.body.Pos(), f.body.End()
	if f.decl != nil {
		from = f.decl.Pos()
	} else if f.lit != nil {
		from = f.lit.Pos()
	}
	return isLocal(o) && from <= o.Pos() && o.Pos() < to
}

// isNewObjectField reports whether the expression is a field of an object that the function has just made: s :=
// &store{}; s.lock = new(sync.Mutex).
func (pkg *packageInfo) isNewObjectField(e ast.Expr, f *function) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok || !f.declares(pkg.object(id)) {
		return false
	}
	switch value := pkg.onlyValue(pkg.object(id)).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return value.Op == token.AND && isNode[*ast.CompositeLit](value.X)
	case *ast.CallExpr:
		return types.ExprString(value.Fun) == "new"
	}
	return false
}

// onlyValue returns the expression of a variable's only assignment. It returns nil if there are several, or if the value
// comes from elsewhere, as a parameter's does.
func (pkg *packageInfo) onlyValue(o types.Object) ast.Expr {
	if pkg.assigned == nil {
		pkg.assigned = map[types.Object][]ast.Expr{}
		for _, f := range pkg.sortedFiles() {
			ast.Inspect(f, func(n ast.Node) bool {
				pkg.noteValues(n)
				return true
			})
		}
	}
	if list := pkg.assigned[o]; o != nil && len(list) == 1 {
		return list[0]
	}
	return nil
}

// noteValues notes the values that a statement assigns. It notes nil for a value that is not an expression, such as an
// argument, so that onlyValue finds two values or none.
func (pkg *packageInfo) noteValues(n ast.Node) {
	note := func(e ast.Expr, value ast.Expr) {
		if id, ok := e.(*ast.Ident); ok {
			if v, ok := pkg.object(id).(*types.Var); ok {
				pkg.assigned[v] = append(pkg.assigned[v], value)
			}
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			switch {
			case len(n.Lhs) == len(n.Rhs):
				note(l, n.Rhs[i])
			case len(n.Rhs) == 1:
				note(l, n.Rhs[0])
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) > 0 {
				note(name, n.Values[min(i, len(n.Values)-1)])
			}
		}
	case *ast.Field: // a parameter, a result or a struct's field
		for _, name := range n.Names {
			note(name, nil)
		}
	case *ast.RangeStmt:
		note(n.Key, nil)
		note(n.Value, nil)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			note(n.X, nil)
		}
	}
}
