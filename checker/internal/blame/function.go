package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// A function is a function of the sources: declared, or a literal inside another.
type function struct {
	name   string // Sum, (*Cache).Get, Sum.func1
	decl   *ast.FuncDecl
	lit    *ast.FuncLit
	parent *function // of a literal
	number int       // of a literal: which one of its parent's, from 1 on
	body   *ast.BlockStmt
	typ    *ast.FuncType
	obj    types.Object // of a declared one
	isGo   bool         // a literal that a go statement starts
	spawn  token.Pos    // that statement
}

// collect finds the package's functions, what its channels and locks have to do with each other, and its operations on them.
func (u *packageInfo) collect() {
	u.lits, u.objs = map[*ast.FuncLit]*function{}, map[types.Object]*function{}
	for _, f := range u.list() {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Body != nil {
					u.declared(d)
				}
			case *ast.GenDecl:
				u.variables(d)
			}
		}
	}
	u.aliases = u.buildAliases()
	u.ops = u.operations()
}

func (u *packageInfo) declared(d *ast.FuncDecl) {
	f := &function{name: d.Name.Name, decl: d, body: d.Body, typ: d.Type, obj: u.info.Defs[d.Name]}
	if d.Recv != nil && len(d.Recv.List) == 1 {
		f.name = recvName(d.Recv.List[0].Type) + "." + d.Name.Name
	}
	u.funcs = append(u.funcs, f)
	u.objs[f.obj] = f
	u.literals(f, d.Body)
}

// variables notes the code that gives package variables their values. The compiler puts it into a function called init (cmd/compile, noder.pkgInit).
func (u *packageInfo) variables(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || d.Tok != token.VAR || len(v.Values) == 0 {
			u.literals(&function{name: "init"}, spec)
			continue
		}
		stmt := &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: v.Pos(), Tok: token.VAR, Specs: []ast.Spec{v}}}
		f := &function{name: "init", typ: &ast.FuncType{}, body: &ast.BlockStmt{Lbrace: v.Pos(), List: []ast.Stmt{stmt}, Rbrace: v.End() - 1}}
		u.values = append(u.values, f)
		u.literals(f, v)
	}
}

// receiverType is a method's receiver as the compiler names it: T, or (*T) where it is a pointer, whatever alias stands for it.
func (u *packageInfo) receiverType(d *ast.FuncDecl) string {
	f, ok := u.info.Defs[d.Name].(*types.Func)
	if !ok || f.Signature().Recv() == nil {
		return goout.WithoutTypes(recvName(d.Recv.List[0].Type))
	}
	t := types.Unalias(f.Signature().Recv().Type())
	p, isPtr := t.(*types.Pointer)
	if isPtr {
		t = types.Unalias(p.Elem())
	}
	n, ok := t.(*types.Named)
	switch {
	case !ok:
		return goout.WithoutTypes(recvName(d.Recv.List[0].Type))
	case isPtr:
		return "(*" + n.Obj().Name() + ")"
	}
	return n.Obj().Name()
}

func recvName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return recvName(e.X)
	case *ast.StarExpr:
		return "(*" + recvName(e.X) + ")"
	case *ast.IndexExpr:
		return recvName(e.X) + "[...]"
	case *ast.IndexListExpr:
		return recvName(e.X) + "[...]"
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// literals finds the function literals right inside a function, and theirs.
func (u *packageInfo) literals(parent *function, root ast.Node) {
	n := 0
	spawned := map[*ast.FuncLit]token.Pos{}
	ast.Inspect(root, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.GoStmt:
			if lit, ok := node.Call.Fun.(*ast.FuncLit); ok {
				spawned[lit] = node.Pos()
			}
		case *ast.CallExpr:
			if sel, ok := node.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Go" && len(node.Args) > 0 {
				if lit, ok := node.Args[len(node.Args)-1].(*ast.FuncLit); ok {
					spawned[lit] = node.Pos()
				}
			}
		case *ast.FuncLit:
			n++
			at, isGo := spawned[node]
			f := &function{name: parent.name + ".func" + strconv.Itoa(n), lit: node, parent: parent, number: n, body: node.Body, typ: node.Type, isGo: isGo, spawn: at}
			u.funcs = append(u.funcs, f)
			u.lits[node] = f
			u.literals(f, node.Body)
			return false
		}
		return true
	})
}

// top is the declared function that a literal lies in.
func (f *function) top() *function {
	for f.parent != nil {
		f = f.parent
	}
	return f
}

// enclosing is the function whose code stands at a line; name, where it is known, is the output's name of it.
func (u *packageInfo) enclosing(file string, line int, name string) *function {
	var best *function
	for _, f := range u.funcs {
		if u.path(f.body.Pos()) != file || line < u.start(f) || line > u.line(f.body.End()) || !f.mayBe(name) {
			continue
		}
		if best == nil || narrower(f, best, strings.Contains(name, ".func") || name == "") {
			best = f
		}
	}
	return best
}

func (u *packageInfo) start(f *function) int {
	if f.decl != nil {
		return u.line(f.decl.Pos())
	}
	if f.lit != nil {
		return u.line(f.lit.Pos())
	}
	return u.line(f.body.Pos())
}

// narrower tells whether a fits better than b, of which one lies in the other.
func narrower(a, b *function, literal bool) bool {
	if (a.lit != nil) != (b.lit != nil) {
		return (a.lit != nil) == literal
	}
	return a.body.End()-a.body.Pos() < b.body.End()-b.body.Pos()
}

// mayBe tells whether the function can be the one that the output names: one part of the name is that of the declared function.
func (f *function) mayBe(name string) bool {
	top := f.top()
	if name == "" || top.decl == nil {
		return true
	}
	for part := range strings.SplitSeq(name, ".") {
		if strings.TrimSuffix(strings.TrimSuffix(part, "-fm"), "[") == top.decl.Name.Name {
			return true
		}
	}
	return false
}

// place finds the function of a stack's frame.
func (s *sources) place(l goout.Location) (*packageInfo, *function, bool) {
	u, p, ok := s.unit(l.File)
	if !ok {
		return nil, nil, false
	}
	f := u.enclosing(p, l.Line, l.Func)
	return u, f, f != nil
}

// params are the objects of a function's receiver and parameters, and the index of each; the receiver's is -1.
func (u *packageInfo) params(f *function) map[types.Object]int {
	out := map[types.Object]int{}
	if f.decl != nil && f.decl.Recv != nil {
		for _, n := range f.decl.Recv.List[0].Names {
			out[u.info.Defs[n]] = -1
		}
	}
	i := 0
	for _, field := range f.typ.Params.List {
		for _, n := range field.Names {
			out[u.info.Defs[n]] = i
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return out
}
