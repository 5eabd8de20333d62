package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"
)

// callGraph knows which functions and package variables name which others, over all packages of a build, so that
// a test is told apart from its neighbour that goes to the network; and what the packages' beginnings call.
type callGraph struct {
	own     map[string]bool     // the packages of the build
	names   map[string][]string // who names whom
	reasons map[string][]Reason
	methods map[string][]string
	all     []Reason // what keeps every test from being explored

	units   []unit
	decls   map[string]declared
	vars    map[string]*types.Var
	runs    map[string][]string // who calls whom
	risks   map[string][]Reason // of what is called
	foreign map[string]bool     // who calls code without points that must not be called again
	changed map[string]bool     // variables that are assigned to, or whose address is taken, from another package too
}

// unit is a part of what runs before any test: the declaration of variables, an init function, TestMain.
type unit struct {
	key  string
	vars []string
	main bool
}

type declared struct {
	p    *packages.Package
	decl *ast.FuncDecl
}

// newCallGraph looks at all packages of a build.
func newCallGraph(pkgs []*packages.Package) *callGraph {
	r := &callGraph{own: map[string]bool{}, names: map[string][]string{}, reasons: map[string][]Reason{}, methods: map[string][]string{},
		decls: map[string]declared{}, vars: map[string]*types.Var{}, runs: map[string][]string{}, risks: map[string][]Reason{},
		foreign: map[string]bool{}, changed: map[string]bool{}}
	for _, p := range pkgs {
		r.own[p.PkgPath] = true
		r.declare(p)
	}
	for _, p := range pkgs {
		r.add(p)
	}
	return r
}

// declare notes where the functions of p are.
func (r *callGraph) declare(p *packages.Package) {
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if fn, ok := p.TypesInfo.Defs[d.Name].(*types.Func); ok {
					r.decls[fn.FullName()] = declared{p, d}
				}
			}
		}
	}
}

// add notes what the declarations of p name and call.
func (r *callGraph) add(p *packages.Package) {
	r.all = append(r.all, everywhere(p)...)
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				r.addFunc(p, d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						r.addVars(p, v)
					}
				}
			}
		}
	}
}

func (r *callGraph) addFunc(p *packages.Package, d *ast.FuncDecl) {
	fn, ok := p.TypesInfo.Defs[d.Name].(*types.Func)
	if !ok {
		return
	}
	key := funcKey(p.Fset.Position(d.Pos()).String(), fn, d)
	switch {
	case d.Recv != nil:
		r.methods[d.Name.Name] = append(r.methods[d.Name.Name], key)
	case d.Name.Name == "init":
		r.units = append(r.units, unit{key: key})
	case d.Name.Name == "TestMain":
		r.units = append(r.units, unit{key: key, main: true})
	}
	r.scan(p, key, d)
	r.executes(p, key, d, false)
}

// funcKey names a function; a package has many that are called init.
func funcKey(at string, fn *types.Func, d *ast.FuncDecl) string {
	if d.Recv == nil && d.Name.Name == "init" {
		return fmt.Sprintf("%s@%s", fn.FullName(), at)
	}
	return fn.FullName()
}

// varsKey names the declaration of variables.
func varsKey(pkg, at string) string { return pkg + ".var@" + at }

func (r *callGraph) addVars(p *packages.Package, v *ast.ValueSpec) {
	u := unit{key: varsKey(p.PkgPath, p.Fset.Position(v.Pos()).String())}
	for _, id := range v.Names {
		name := p.PkgPath + "." + id.Name
		if obj, ok := p.TypesInfo.Defs[id].(*types.Var); ok {
			r.vars[name] = obj
			u.vars = append(u.vars, name)
		}
		r.scan(p, name, v)
	}
	r.scan(p, u.key, v)
	r.executes(p, u.key, v, true)
	if len(u.vars) > 0 {
		r.units = append(r.units, u)
	}
}

func (r *callGraph) scan(p *packages.Package, from string, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if reason, out := leaves(p, id); out {
			r.reasons[from] = append(r.reasons[from], reason)
		}
		switch obj := p.TypesInfo.Uses[id].(type) {
		case *types.Func:
			to := obj.Origin().FullName()
			if recv := obj.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
				to = "." + obj.Name() // whatever has such a method
			}
			r.names[from] = append(r.names[from], to)
		case *types.Var:
			if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
				r.names[from] = append(r.names[from], obj.Pkg().Path()+"."+obj.Name())
			}
		}
		return true
	})
}

// of lists what keeps a test from being explored: what it reaches, and what runs before it.
func (r *callGraph) of(test string) []Reason {
	out := slices.Clone(r.all)
	for _, u := range r.units {
		for name := range r.closure(u.key, r.runs) {
			out = append(out, r.risks[name]...)
		}
	}
	for name := range r.closure(test, r.names) {
		out = append(out, r.reasons[name]...)
	}
	slices.SortStableFunc(out, compareReasons)
	return once(out)
}

// closure is all that is reached from a name by the edges.
func (r *callGraph) closure(from string, edges map[string][]string) map[string]bool {
	seen := map[string]bool{}
	todo := []string{from}
	for len(todo) > 0 {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[name] {
			continue
		}
		seen[name] = true
		todo = append(todo, edges[name]...)
		if name[0] == '.' {
			todo = append(todo, r.methods[name[1:]]...)
		}
	}
	return seen
}
