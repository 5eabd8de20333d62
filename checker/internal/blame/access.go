package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// An access is one read or write of a variable on a line.
type access struct {
	obj        types.Object
	write      bool
	form       string // count, append, assign, map, element or read
	ownElement bool   // an element at an index that belongs to the function alone, so that goroutines use different elements
	node       ast.Node
}

// accessesAt returns the variables that the code on a line of a function reads and writes, the writes first.
func (pkg *packageInfo) accessesAt(f *function, line int) []access {
	t := &accessCollector{pkg: pkg, function: f, line: line, skip: map[*ast.Ident]bool{}}
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit && pkg.line(lit.Body.Pos()) != line {
			return true
		}
		t.statement(n)
		return true
	})
	ast.Inspect(f.body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && pkg.line(id.Pos()) == line && !t.skip[id] {
			if v, ok := pkg.object(id).(*types.Var); ok {
				t.found = append(t.found, access{obj: v, form: "read", node: id})
			}
		}
		return true
	})
	return t.found
}

// An accessCollector collects the accesses on a line of a function.
type accessCollector struct {
	pkg      *packageInfo
	function *function
	line     int
	found    []access
	skip     map[*ast.Ident]bool // names that are only written
}

// statement adds what a statement writes.
func (t *accessCollector) statement(n ast.Node) {
	switch n := n.(type) {
	case *ast.IncDecStmt:
		t.write(n.X, "count", n)
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			t.write(l, writeForm(n, i, l), n)
		}
	case *ast.RangeStmt:
		for _, v := range []ast.Expr{n.Key, n.Value} { // also if the statement declares them: before Go 1.22 all iterations shared them
			if v != nil {
				t.write(v, "assign", n)
			}
		}
	case *ast.CallExpr:
		if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear") && len(n.Args) > 0 && t.pkg.line(n.Pos()) == t.line {
			if path := t.pkg.pathOf(n.Args[0]); path.known() {
				t.found = append(t.found, access{obj: path.last, write: true, form: "map", node: n})
			}
		}
	}
}

// writeForm returns how an assignment writes its i-th operand: count (n += 1, n = n + 1), append or assign.
func writeForm(n *ast.AssignStmt, i int, l ast.Expr) string {
	if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
		return "count"
	}
	if len(n.Rhs) != len(n.Lhs) {
		return "assign"
	}
	switch r := n.Rhs[i].(type) {
	case *ast.CallExpr:
		if id, ok := r.Fun.(*ast.Ident); ok && id.Name == "append" {
			return "append"
		}
	case *ast.BinaryExpr:
		if name := types.ExprString(l); types.ExprString(r.X) == name || types.ExprString(r.Y) == name {
			return "count"
		}
	}
	return "assign"
}

// write adds the write of an expression, if the expression is on the line.
func (t *accessCollector) write(l ast.Expr, form string, n ast.Stmt) {
	if t.line < t.pkg.line(n.Pos()) || t.line > t.pkg.line(n.End()) || t.line != t.pkg.line(l.Pos()) && t.line != t.pkg.line(n.Pos()) {
		return
	}
	if p, ok := l.(*ast.ParenExpr); ok {
		l = p.X
	}
	own := false
	if ix, ok := l.(*ast.IndexExpr); ok {
		l, own = ix.X, t.pkg.isOwnIndex(t.function, ix.Index)
		if typ := t.pkg.info.TypeOf(ix.X); typ != nil {
			if _, isMap := typ.Underlying().(*types.Map); isMap {
				form = "map"
			} else {
				form = "element"
			}
		}
	}
	path := t.pkg.pathOf(l)
	if !path.known() || path.last.Name() == "_" {
		return
	}
	if id := lastIdent(l); id != nil && form != "count" && form != "append" && form != "map" {
		t.skip[id] = true
	}
	t.found = append(t.found, access{obj: path.last, write: true, form: form, ownElement: own && form == "element", node: n})
}

// isOwnIndex reports whether the index has variables and the function literal declares all of them.
func (pkg *packageInfo) isOwnIndex(f *function, e ast.Expr) bool {
	vars, own := 0, true
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := pkg.object(id).(*types.Var); ok {
				vars++
				own = own && f.lit != nil && f.lit.Pos() <= v.Pos() && v.Pos() <= f.lit.End()
			}
		}
		return true
	})
	return vars > 0 && own
}

// lastIdent returns the variable's or field's own name: f of x.f.
func lastIdent(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}

// racedVariable returns the variable that two accesses race for: one access writes it, the other one reads or writes it.
// It returns false if a line has no variable, or if more than one variable is possible. It returns nil and true if the
// lines have no variable in common.
func racedVariable(a, b accessSite) (common *access, ok bool) {
	if len(a.accesses) == 0 || len(b.accesses) == 0 {
		return nil, false
	}
	if a.Op != "write" {
		a, b = b, a
	}
	found := commonVariables(a, b, a.accesses, b.accesses)
	if len(found) == 0 {
		found = commonVariables(a, b, a.pkg.withOrigins(a.accesses), b.pkg.withOrigins(b.accesses))
	}
	if len(found) == 0 {
		return nil, true
	}
	if len(found) > 1 { // in results[i], err = … the race is on err, if i is the goroutine's own
		found = slices.DeleteFunc(found, func(x access) bool { return x.ownElement })
	}
	if len(found) == 1 {
		return &found[0], true
	}
	return nil, false
}

// commonVariables returns the variables that a writes and b reads or writes.
func commonVariables(a, b accessSite, as, bs []access) []access {
	var found []access
	for _, x := range as {
		if !x.write && !a.byLibrary() {
			continue
		}
		for _, y := range bs {
			if x.obj == y.obj && (b.Op != "write" || y.write || b.byLibrary()) && !containsVariable(found, x) {
				found = append(found, x)
			}
		}
	}
	return found
}

// withOrigins returns the accesses, and for each local alias of a map, slice or pointer an access to the variable that
// the alias was taken from: m.m for all after all := m.m.
func (pkg *packageInfo) withOrigins(list []access) []access {
	out := list[:len(list):len(list)]
	for _, t := range list {
		if o := pkg.aliasedVariable(t.obj); o != nil {
			t.obj = o
			out = append(out, t)
		}
	}
	return out
}

// aliasedVariable returns the variable that a local one is an alias of. It returns nil if the local variable is assigned
// more than once.
func (pkg *packageInfo) aliasedVariable(v types.Object) types.Object {
	if !isLocal(v) {
		return nil
	}
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Pointer:
	default:
		return nil
	}
	var from types.Object
	times := 0
	for _, f := range pkg.sortedFiles() {
		if v.Pos() < f.Pos() || v.Pos() > f.End() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok {
				return true
			}
			for i, l := range as.Lhs {
				if id, ok := l.(*ast.Ident); !ok || pkg.object(id) != v {
					continue
				}
				times++
				if len(as.Lhs) == len(as.Rhs) {
					from = pkg.pathOf(as.Rhs[i]).last
				}
			}
			return true
		})
	}
	if times != 1 {
		return nil
	}
	return from
}

// containsVariable reports whether the list has an access to the same variable.
func containsVariable(list []access, t access) bool {
	for _, x := range list {
		if x.obj == t.obj {
			return true
		}
	}
	return false
}

// byLibrary reports whether a library function did the access, such as a method of bytes.Buffer.
func (s accessSite) byLibrary() bool {
	return s.Via != "" && !strings.HasPrefix(s.Via, "runtime.")
}
