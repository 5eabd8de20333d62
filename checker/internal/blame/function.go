package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// A function is a function of the sources: a declared function, or a function literal.
type function struct {
	name        string // Sum, (*Cache).Get, Sum.func1
	decl        *ast.FuncDecl
	lit         *ast.FuncLit
	parent      *function // of a literal
	number      int       // of a literal: its number within parent, from 1
	body        *ast.BlockStmt
	funcType    *ast.FuncType
	obj         types.Object // of a declared function
	startedByGo bool         // a literal that a go statement or a method Go starts
	goPos       token.Pos    // the position of that statement
}

// collect finds the package's functions, its alias sets and its operations.
func (pkg *packageInfo) collect() {
	pkg.litFunctions, pkg.objFunctions = map[*ast.FuncLit]*function{}, map[types.Object]*function{}
	for _, f := range pkg.sortedFiles() {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Body != nil {
					pkg.addDeclared(d)
				}
			case *ast.GenDecl:
				pkg.addVariables(d)
			}
		}
	}
	pkg.aliases = pkg.buildAliases()
	pkg.ops = pkg.operations()
}

// addDeclared adds a declared function and its literals.
func (pkg *packageInfo) addDeclared(d *ast.FuncDecl) {
	f := &function{name: d.Name.Name, decl: d, body: d.Body, funcType: d.Type, obj: pkg.info.Defs[d.Name]}
	if d.Recv != nil && len(d.Recv.List) == 1 {
		f.name = recvName(d.Recv.List[0].Type) + "." + d.Name.Name
	}
	pkg.funcs = append(pkg.funcs, f)
	pkg.objFunctions[f.obj] = f
	pkg.addLiterals(f, d.Body)
}

// addVariables adds the initializers of package variables. The compiler puts them into a function called init
// (cmd/compile, noder.pkgInit).
func (pkg *packageInfo) addVariables(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || d.Tok != token.VAR || len(v.Values) == 0 {
			pkg.addLiterals(&function{name: "init"}, spec)
			continue
		}
		stmt := &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: v.Pos(), Tok: token.VAR, Specs: []ast.Spec{v}}}
		f := &function{name: "init", funcType: &ast.FuncType{}, body: &ast.BlockStmt{Lbrace: v.Pos(), List: []ast.Stmt{stmt}, Rbrace: v.End() - 1}}
		pkg.varInits = append(pkg.varInits, f)
		pkg.addLiterals(f, v)
	}
}

// receiverType returns a method's receiver type as the compiler names it: T or (*T), never an alias.
func (pkg *packageInfo) receiverType(d *ast.FuncDecl) string {
	f, ok := pkg.info.Defs[d.Name].(*types.Func)
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

// recvName returns a receiver's type as the source spells it.
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

// addLiterals adds the function literals directly inside of a function, and those inside of them.
func (pkg *packageInfo) addLiterals(parent *function, root ast.Node) {
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
			f := &function{name: parent.name + ".func" + strconv.Itoa(n), lit: node, parent: parent, number: n, body: node.Body, funcType: node.Type, startedByGo: isGo, goPos: at}
			pkg.funcs = append(pkg.funcs, f)
			pkg.litFunctions[node] = f
			pkg.addLiterals(f, node.Body)
			return false
		}
		return true
	})
}

// outermost returns the declared function that a literal is in.
func (f *function) outermost() *function {
	for f.parent != nil {
		f = f.parent
	}
	return f
}

// enclosing returns the function whose code is on a line. name is the function's name in the output, or "".
func (pkg *packageInfo) enclosing(file string, line int, name string) *function {
	var best *function
	for _, f := range pkg.funcs {
		if pkg.path(f.body.Pos()) != file || line < pkg.firstLine(f) || line > pkg.line(f.body.End()) || !f.mayBeNamed(name) {
			continue
		}
		if best == nil || narrower(f, best, strings.Contains(name, ".func") || name == "") {
			best = f
		}
	}
	return best
}

// firstLine returns the first line of a function.
func (pkg *packageInfo) firstLine(f *function) int {
	if f.decl != nil {
		return pkg.line(f.decl.Pos())
	}
	if f.lit != nil {
		return pkg.line(f.lit.Pos())
	}
	return pkg.line(f.body.Pos())
}

// narrower reports whether a is the better match of two nested functions. literal reports whether the name may be that
// of a literal.
func narrower(a, b *function, literal bool) bool {
	if (a.lit != nil) != (b.lit != nil) {
		return (a.lit != nil) == literal
	}
	return a.body.End()-a.body.Pos() < b.body.End()-b.body.Pos()
}

// mayBeNamed reports whether the output's name can be that of the function: one part of it is the name of the declared
// function.
func (f *function) mayBeNamed(name string) bool {
	top := f.outermost()
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

// functionAt returns the package and the function of a stack frame.
func (s *sources) functionAt(l goout.Location) (*packageInfo, *function, bool) {
	pkg, p, ok := s.packageOf(l.File)
	if !ok {
		return nil, nil, false
	}
	f := pkg.enclosing(p, l.Line, l.Func)
	return pkg, f, f != nil
}

// paramIndexes returns the receiver and the parameters of a function, each with its index. The receiver's index is -1.
func (pkg *packageInfo) paramIndexes(f *function) map[types.Object]int {
	out := map[types.Object]int{}
	if f.decl != nil && f.decl.Recv != nil {
		for _, n := range f.decl.Recv.List[0].Names {
			out[pkg.info.Defs[n]] = -1
		}
	}
	i := 0
	for _, field := range f.funcType.Params.List {
		for _, n := range field.Names {
			out[pkg.info.Defs[n]] = i
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return out
}
