package instrument

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/packages"
)

// What runs before any test is what the initialisers of variables and the init functions call. A function that they only
// mention, to keep it in a variable or a table, does not run.

// executes notes what running the code below root calls. At the top level it is the initialiser of a package variable.
func (r *callGraph) executes(p *packages.Package, from string, root ast.Node, top bool) {
	x := execution{r, p, from, top, nil}
	ast.Inspect(root, x.visit)
}

type execution struct {
	graph *callGraph
	p     *packages.Package
	from  string
	top   bool
	stack []ast.Node
}

func (x *execution) visit(n ast.Node) bool {
	if n == nil {
		x.stack = x.stack[:len(x.stack)-1]
		return true
	}
	switch n := n.(type) {
	case *ast.FuncLit:
		if !x.runs(n) {
			return false
		}
	case *ast.Ident:
		if f, ok := x.p.TypesInfo.Uses[n].(*types.Func); ok && x.runs(n) {
			x.call(n, f)
		}
	}
	x.stack = append(x.stack, n)
	return true
}

// call notes a call of f.
func (x *execution) call(id *ast.Ident, f *types.Func) {
	f = f.Origin()
	if reason, out := leaves(x.p, id); out {
		x.graph.risks[x.from] = append(x.graph.risks[x.from], reason)
	}
	to := f.FullName()
	if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		to = "." + f.Name() // whatever has such a method
	} else if f.Pkg() != nil && !x.graph.own[f.Pkg().Path()] && !repeatable(f) {
		x.graph.foreign[x.from] = true
	}
	x.graph.runs[x.from] = append(x.graph.runs[x.from], to)
}

// runs reports whether the function n, a literal or a name, is called where it stands.
func (x *execution) runs(n ast.Expr) bool {
	i := len(x.stack) - 1
	var e ast.Expr = n
	for ; i >= 0; i-- { // the whole of what names the function
		switch parent := x.stack[i].(type) {
		case *ast.ParenExpr, *ast.IndexExpr, *ast.IndexListExpr:
			e = parent.(ast.Expr)
			continue
		case *ast.SelectorExpr:
			if parent.Sel == n {
				e = parent
				continue
			}
		}
		break
	}
	if i < 0 {
		return false
	}
	switch parent := x.stack[i].(type) {
	case *ast.CallExpr:
		return parent.Fun == e || x.passedTo(parent, e)
	case *ast.AssignStmt:
		return localsOnly(x.p.TypesInfo, parent.Lhs)
	case *ast.ValueSpec:
		return !x.top || i > 0
	}
	return false
}

// passedTo reports whether call calls the function that it is given as arg.
func (x *execution) passedTo(call *ast.CallExpr, arg ast.Expr) bool {
	tv := x.p.TypesInfo.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() {
		return false
	}
	f := calledFunc(x.p.TypesInfo, call)
	switch {
	case f == nil || f.Pkg() == nil:
		return true
	case !x.graph.own[f.Pkg().Path()]:
		return !keepsFunctions[f.Pkg().Path()+"."+f.Name()]
	}
	for i, a := range call.Args {
		if a == arg {
			return x.graph.callsParam(f.FullName(), i)
		}
	}
	return true
}

// keepsFunctions are functions of the library that call what they are given later or never.
var keepsFunctions = words(`sync.OnceFunc sync.OnceValue sync.OnceValues time.AfterFunc context.AfterFunc runtime.SetFinalizer runtime.AddCleanup
	net/http.HandleFunc net/http.HandlerFunc flag.Func flag.BoolFunc flag.Var expvar.Publish`)

// callsParam reports whether a function calls its i-th parameter or hands it on.
func (r *callGraph) callsParam(name string, i int) bool {
	d, ok := r.decls[name]
	if !ok || d.decl.Body == nil {
		return true
	}
	param := paramAt(d.p.TypesInfo, d.decl.Type, i)
	if param == nil {
		return false // it has no name
	}
	found := false
	ast.Inspect(d.decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			for _, e := range append([]ast.Expr{call.Fun}, call.Args...) {
				id, ok := ast.Unparen(e).(*ast.Ident)
				found = found || ok && d.p.TypesInfo.Uses[id] == param
			}
		}
		return !found
	})
	return found
}

func paramAt(info *types.Info, f *ast.FuncType, i int) types.Object {
	var last types.Object
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			last = info.Defs[name]
			if i--; i < 0 {
				return last
			}
		}
	}
	return last // a variadic one
}

// calledFunc is the function or method that call names; nil where it is a variable's.
func calledFunc(info *types.Info, call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	var id *ast.Ident
	switch x := fun.(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	f, _ := info.Uses[id].(*types.Func)
	if f == nil {
		return nil
	}
	return f.Origin()
}

func localsOnly(info *types.Info, list []ast.Expr) bool {
	for _, e := range list {
		id, ok := e.(*ast.Ident)
		if !ok {
			return false
		}
		if v, ok := info.ObjectOf(id).(*types.Var); ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			return false
		}
	}
	return true
}

// registers are functions of the library that must not be called twice with the same arguments.
var registers = words(`database/sql.Register image.RegisterFormat net/http.Handle net/http.HandleFunc net/rpc.Register`)

// repeatable reports whether a function of a package without points may be called again before each schedule.
func repeatable(f *types.Func) bool {
	path := f.Pkg().Path()
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return false // of another module: who knows what it keeps
	}
	switch path {
	case "flag", "expvar", "os/signal", "plugin", "testing":
		return path == "testing" && (f.Name() == "Short" || f.Name() == "Testing")
	}
	if kind := beyond[path]; kind != "" && kind != "network" {
		return false
	}
	return !registers[path+"."+f.Name()]
}
