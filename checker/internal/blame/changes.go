package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A target is a variable that a statement gives a value: by it, a name that leads through the variable leads elsewhere.
type target struct {
	object types.Object
	at     ast.Expr
}

// targets lists the variables that a statement gives a value. A struct or an array stays where it is, and the locks in it too, unless the statement
// declares it: then each round of a loop has another one.
func (u *packageInfo) targets(n ast.Node) []target {
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
	case *ast.UnaryExpr: // who gets the address may set it
		if n.Op == token.AND {
			left = []ast.Expr{n.X}
		}
	}
	var out []target
	for _, e := range left {
		if o := u.assigned(e); o != nil && (u.declares(e) || u.moves(e)) {
			out = append(out, target{o, e})
		}
	}
	return out
}

// assigned is the variable that an assignment to the expression changes: a list, for one of its elements.
func (u *packageInfo) assigned(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return u.assigned(e.X)
	case *ast.StarExpr:
		return u.assigned(e.X)
	case *ast.IndexExpr:
		return u.assigned(e.X)
	case *ast.Ident:
		return u.object(e)
	case *ast.SelectorExpr:
		return u.object(e.Sel)
	}
	return nil
}

func (u *packageInfo) declares(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && u.info.Defs[id] != nil
}

// moves tells whether a new value leads elsewhere: a pointer, a number that is an index.
func (u *packageInfo) moves(e ast.Expr) bool {
	t := u.info.TypeOf(e)
	if t == nil {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return false
	}
	return true
}

// isWild tells whether a variable may get another value at any time, not only by the statements of the function that has it: a field or package variable
// that is assigned somewhere, a local variable that a literal assigns, or whose address somebody has.
func (u *packageInfo) isWild(o types.Object) bool {
	if u.wild == nil {
		u.wild = map[types.Object]bool{}
		for _, f := range u.funcs {
			u.findWild(f)
		}
	}
	return u.wild[o]
}

func (u *packageInfo) findWild(f *function) {
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
			return false
		}
		_, isAddress := n.(*ast.UnaryExpr)
		for _, t := range u.targets(n) {
			if u.declares(t.at) || f.declares(t.object) && !isAddress || u.isFresh(t.at, f) {
				continue
			}
			u.wild[t.object] = true
		}
		return true
	})
}

// declares tells whether a local variable, parameters included, is the function's own: not one of the function around a literal.
func (f *function) declares(o types.Object) bool {
	from, to := f.body.Pos(), f.body.End()
	if f.decl != nil {
		from = f.decl.Pos()
	} else if f.lit != nil {
		from = f.lit.Pos()
	}
	return isLocal(o) && from <= o.Pos() && o.Pos() < to
}

// isFresh tells whether an assignment is to a field of what the function has just made: s := &store{}; s.lock = new(sync.Mutex).
func (u *packageInfo) isFresh(e ast.Expr, f *function) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok || !f.declares(u.object(id)) {
		return false
	}
	switch value := u.onlyValue(u.object(id)).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return value.Op == token.AND && isNode[*ast.CompositeLit](value.X)
	case *ast.CallExpr:
		return types.ExprString(value.Fun) == "new"
	}
	return false
}

// onlyValue is the expression that a variable gets its only value from; nil where there are several, or where it comes from elsewhere, as a parameter's does.
func (u *packageInfo) onlyValue(o types.Object) ast.Expr {
	if u.given == nil {
		u.given = map[types.Object][]ast.Expr{}
		for _, f := range u.list() {
			ast.Inspect(f, func(n ast.Node) bool {
				u.noteValues(n)
				return true
			})
		}
	}
	if list := u.given[o]; o != nil && len(list) == 1 {
		return list[0]
	}
	return nil
}

// noteValues notes what the variables get that a statement assigns. Where it does not show, and for what has a value already, it notes nil as well, so
// that there is more than one.
func (u *packageInfo) noteValues(n ast.Node) {
	note := func(e ast.Expr, value ast.Expr) {
		if id, ok := e.(*ast.Ident); ok {
			if v, ok := u.object(id).(*types.Var); ok {
				u.given[v] = append(u.given[v], value)
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
	case *ast.Field: // a parameter
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
