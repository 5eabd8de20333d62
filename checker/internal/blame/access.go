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
	obj   types.Object
	write bool
	form  string // how: count, append, assign, map, range, read
	own   bool   // an element whose index the goroutine made for itself, so that others have other elements
	node  ast.Node
}

// touched lists what the code at a line of a function reads and writes, writes first.
func (u *packageInfo) accessesAt(f *function, line int) []access {
	t := &accessCollector{u: u, f: f, line: line, done: map[*ast.Ident]bool{}}
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit && u.line(lit.Body.Pos()) != line {
			return true
		}
		t.statement(n)
		return true
	})
	ast.Inspect(f.body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && u.line(id.Pos()) == line && !t.done[id] {
			if v, ok := u.object(id).(*types.Var); ok {
				t.out = append(t.out, access{obj: v, form: "read", node: id})
			}
		}
		return true
	})
	return t.out
}

type accessCollector struct {
	u    *packageInfo
	f    *function
	line int
	out  []access
	done map[*ast.Ident]bool
}

// statement reads what a statement writes.
func (t *accessCollector) statement(n ast.Node) {
	switch n := n.(type) {
	case *ast.IncDecStmt:
		t.write(n.X, "count", n)
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			t.write(l, form(n, i, l), n)
		}
	case *ast.RangeStmt:
		for _, v := range []ast.Expr{n.Key, n.Value} { // where they are declared there too: one for all rounds, before Go 1.22
			if v != nil {
				t.write(v, "assign", n)
			}
		}
	case *ast.CallExpr:
		if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear") && len(n.Args) > 0 && t.u.line(n.Pos()) == t.line {
			if r := t.u.pathOf(n.Args[0]); r.known() {
				t.out = append(t.out, access{obj: r.last, write: true, form: "map", node: n})
			}
		}
	}
}

// form tells how an assignment writes its i-th operand.
func form(n *ast.AssignStmt, i int, l ast.Expr) string {
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

// write notes that the variable, or what it holds, is written, if it stands on the line.
func (t *accessCollector) write(l ast.Expr, form string, n ast.Stmt) {
	if t.line < t.u.line(n.Pos()) || t.line > t.u.line(n.End()) || t.line != t.u.line(l.Pos()) && t.line != t.u.line(n.Pos()) {
		return
	}
	if p, ok := l.(*ast.ParenExpr); ok {
		l = p.X
	}
	own := false
	if ix, ok := l.(*ast.IndexExpr); ok {
		l, own = ix.X, t.u.madeIn(t.f, ix.Index)
		if typ := t.u.info.TypeOf(ix.X); typ != nil {
			if _, isMap := typ.Underlying().(*types.Map); isMap {
				form = "map"
			} else {
				form = "element"
			}
		}
	}
	r := t.u.pathOf(l)
	if !r.known() || r.last.Name() == "_" {
		return
	}
	if id := lastIdent(l); id != nil && form != "count" && form != "append" && form != "map" {
		t.done[id] = true
	}
	t.out = append(t.out, access{obj: r.last, write: true, form: form, own: own && form == "element", node: n})
}

// madeIn tells whether an expression has variables, and all of them are declared in the function.
func (u *packageInfo) madeIn(f *function, e ast.Expr) bool {
	vars, own := 0, true
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := u.object(id).(*types.Var); ok {
				vars++
				own = own && f.lit != nil && f.lit.Pos() <= v.Pos() && v.Pos() <= f.lit.End()
			}
		}
		return true
	})
	return vars > 0 && own
}

func lastIdent(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}

// shared finds the variable that the two sides race for: written by one that writes, touched by the other. ok is false where neither line shows a
// variable at all or more than one will do; common is nil where the lines have none in common.
func shared(a, b accessSite) (common *access, ok bool) {
	if len(a.touches) == 0 || len(b.touches) == 0 {
		return nil, false
	}
	if a.Op != "write" {
		a, b = b, a
	}
	found := inCommon(a, b, a.touches, b.touches)
	if len(found) == 0 {
		found = inCommon(a, b, a.u.withOrigins(a.touches), b.u.withOrigins(b.touches))
	}
	if len(found) == 0 {
		return nil, true
	}
	if len(found) > 1 { // results[i], err = …: it is err
		found = slices.DeleteFunc(found, func(x access) bool { return x.own })
	}
	if len(found) == 1 {
		return &found[0], true
	}
	return nil, false
}

// inCommon lists what the first side writes and the second side reads or writes.
func inCommon(a, b accessSite, as, bs []access) []access {
	var found []access
	for _, x := range as {
		if !x.write && !a.library() {
			continue
		}
		for _, y := range bs {
			if x.obj == y.obj && (b.Op != "write" || y.write || b.library()) && !holds(found, x) {
				found = append(found, x)
			}
		}
	}
	return found
}

// withOrigins adds, for a local variable that is another name for a map, slice or pointer, what it was taken from: all := m.m.
func (u *packageInfo) withOrigins(list []access) []access {
	out := list[:len(list):len(list)]
	for _, t := range list {
		if o := u.origin(t.obj); o != nil {
			t.obj = o
			out = append(out, t)
		}
	}
	return out
}

// origin is the variable that a local one is a second name of, if it is nothing else anywhere.
func (u *packageInfo) origin(v types.Object) types.Object {
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
	for _, f := range u.list() {
		if v.Pos() < f.Pos() || v.Pos() > f.End() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok {
				return true
			}
			for i, l := range as.Lhs {
				if id, ok := l.(*ast.Ident); !ok || u.object(id) != v {
					continue
				}
				times++
				if len(as.Lhs) == len(as.Rhs) {
					from = u.pathOf(as.Rhs[i]).last
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

func holds(list []access, t access) bool {
	for _, x := range list {
		if x.obj == t.obj {
			return true
		}
	}
	return false
}

// library tells whether a library's function did the access, such as a method of bytes.Buffer.
func (s accessSite) library() bool {
	return s.Via != "" && !strings.HasPrefix(s.Via, "runtime.")
}
