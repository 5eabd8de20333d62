package instrument

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/packages"
)

// The code that runs before any test consists of the initialisers of variables, the init functions, and the functions that they call. A
// function that they only store, for example in a table, does not run.

// addCalls records the functions that the code below root calls. top is true for the initialiser of a package variable.
func (r *callGraph) addCalls(p *packages.Package, from string, root ast.Node, top bool) {
	x := callCollector{r, p, from, top, nil}
	ast.Inspect(root, x.visit)
}

// callCollector visits code and records the functions that it calls.
type callCollector struct {
	graph *callGraph
	p     *packages.Package
	from  string
	top   bool
	stack []ast.Node
}

func (x *callCollector) visit(n ast.Node) bool {
	if n == nil {
		x.stack = x.stack[:len(x.stack)-1]
		return true
	}
	switch n := n.(type) {
	case *ast.FuncLit:
		if !x.isCalled(n) {
			return false
		}
	case *ast.Ident:
		if f, ok := x.p.TypesInfo.Uses[n].(*types.Func); ok && x.isCalled(n) {
			x.call(n, f)
		}
	}
	x.stack = append(x.stack, n)
	return true
}

// call records a call of f.
func (x *callCollector) call(id *ast.Ident, f *types.Func) {
	f = f.Origin()
	if reason, out := externalUse(x.p, id); out {
		x.graph.callReasons[x.from] = append(x.graph.callReasons[x.from], reason)
	}
	to := f.FullName()
	if recv := f.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		to = "." + f.Name() // every method of this name
	} else if f.Pkg() != nil && !x.graph.packages[f.Pkg().Path()] && !isRepeatable(f) {
		x.graph.callsOutside[x.from] = true
	}
	x.graph.calls[x.from] = append(x.graph.calls[x.from], to)
}

// isCalled reports whether n, a function literal or a function's name, is called at its position.
func (x *callCollector) isCalled(n ast.Expr) bool {
	i := len(x.stack) - 1
	var e ast.Expr = n
	for ; i >= 0; i-- { // find the whole expression that denotes the function
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
		return onlyLocals(x.p.TypesInfo, parent.Lhs)
	case *ast.ValueSpec:
		return !x.top || i > 0
	}
	return false
}

// passedTo reports whether the called function calls arg, which is one of its arguments.
func (x *callCollector) passedTo(call *ast.CallExpr, arg ast.Expr) bool {
	tv := x.p.TypesInfo.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() {
		return false
	}
	f := calledFunc(x.p.TypesInfo, call)
	switch {
	case f == nil || f.Pkg() == nil:
		return true
	case !x.graph.packages[f.Pkg().Path()]:
		return !storesFunctions[f.Pkg().Path()+"."+f.Name()]
	}
	for i, a := range call.Args {
		if a == arg {
			return x.graph.callsParam(f.FullName(), i)
		}
	}
	return true
}

// storesFunctions are functions of the standard library that store a function argument. They call it later or never.
var storesFunctions = words(`sync.OnceFunc sync.OnceValue sync.OnceValues time.AfterFunc context.AfterFunc runtime.SetFinalizer runtime.AddCleanup
	net/http.HandleFunc net/http.HandlerFunc flag.Func flag.BoolFunc flag.Var expvar.Publish`)

// callsParam reports whether a function calls its i-th parameter, or passes it on.
func (r *callGraph) callsParam(name string, i int) bool {
	d, ok := r.decls[name]
	if !ok || d.decl.Body == nil {
		return true
	}
	param := paramAt(d.p.TypesInfo, d.decl.Type, i)
	if param == nil {
		return false // the parameter has no name, so it is not used
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
	return last // a variadic parameter
}

// calledFunc returns the function or method that call names, or nil if the called value is a variable.
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

// onlyLocals reports whether all expressions of the list are local variables.
func onlyLocals(info *types.Info, list []ast.Expr) bool {
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

// registrations are functions of the standard library that must not be called twice with the same arguments.
var registrations = words(`database/sql.Register image.RegisterFormat net/http.Handle net/http.HandleFunc net/rpc.Register`)

// isRepeatable reports whether a function of an uninstrumented package may be called again before each schedule.
func isRepeatable(f *types.Func) bool {
	path := f.Pkg().Path()
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return false // a function of another module may have state
	}
	switch path {
	case "flag", "expvar", "os/signal", "plugin", "testing":
		return path == "testing" && (f.Name() == "Short" || f.Name() == "Testing")
	}
	if kind := externalPackages[path]; kind != "" && kind != "network" {
		return false
	}
	return !registrations[path+"."+f.Name()]
}
