package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"
)

// callGraph records which functions and package variables refer to which others, over all packages of a build. With it a test that uses the
// network is told apart from the other tests of its package. It also records what the packages' initialisation calls.
type callGraph struct {
	packages    map[string]bool     // the packages of the build
	references  map[string][]string // from a function or variable to those that it refers to
	reasons     map[string][]Reason
	methods     map[string][]string
	packageWide []Reason // reasons that hold for every test

	initUnits    []initUnit
	decls        map[string]declared
	vars         map[string]*types.Var
	calls        map[string][]string // from a function or initUnit to the functions that it calls
	callReasons  map[string][]Reason // reasons against the functions that are called
	callsOutside map[string]bool     // functions and initUnits that call uninstrumented code which must not be called twice
	changed      map[string]bool     // package variables that are assigned to, or whose address is taken, in any package
}

// initUnit is a part of the code that runs before any test: a declaration of variables, an init function, or TestMain.
type initUnit struct {
	key      string
	vars     []string
	testMain bool
}

type declared struct {
	p    *packages.Package
	decl *ast.FuncDecl
}

// newCallGraph returns the call graph of all packages of a build.
func newCallGraph(pkgs []*packages.Package) *callGraph {
	r := &callGraph{packages: map[string]bool{}, references: map[string][]string{}, reasons: map[string][]Reason{}, methods: map[string][]string{},
		decls: map[string]declared{}, vars: map[string]*types.Var{}, calls: map[string][]string{}, callReasons: map[string][]Reason{},
		callsOutside: map[string]bool{}, changed: map[string]bool{}}
	for _, p := range pkgs {
		r.packages[p.PkgPath] = true
		r.declare(p)
	}
	for _, p := range pkgs {
		r.add(p)
	}
	return r
}

// declare records the function declarations of p.
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

// add records the references and calls of the declarations of p.
func (r *callGraph) add(p *packages.Package) {
	r.packageWide = append(r.packageWide, packageReasons(p)...)
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
		r.initUnits = append(r.initUnits, initUnit{key: key})
	case d.Name.Name == "TestMain":
		r.initUnits = append(r.initUnits, initUnit{key: key, testMain: true})
	}
	r.scan(p, key, d)
	r.addCalls(p, key, d, false)
}

// funcKey returns a unique key for a function. A package can have several init functions, so their key contains the position.
func funcKey(at string, fn *types.Func, d *ast.FuncDecl) string {
	if d.Recv == nil && d.Name.Name == "init" {
		return fmt.Sprintf("%s@%s", fn.FullName(), at)
	}
	return fn.FullName()
}

// varsKey returns the key for a declaration of variables.
func varsKey(pkg, at string) string { return pkg + ".var@" + at }

func (r *callGraph) addVars(p *packages.Package, v *ast.ValueSpec) {
	u := initUnit{key: varsKey(p.PkgPath, p.Fset.Position(v.Pos()).String())}
	for _, id := range v.Names {
		name := p.PkgPath + "." + id.Name
		if obj, ok := p.TypesInfo.Defs[id].(*types.Var); ok {
			r.vars[name] = obj
			u.vars = append(u.vars, name)
		}
		r.scan(p, name, v)
	}
	r.scan(p, u.key, v)
	r.addCalls(p, u.key, v, true)
	if len(u.vars) > 0 {
		r.initUnits = append(r.initUnits, u)
	}
}

// scan records the functions and package variables that the code below n refers to.
func (r *callGraph) scan(p *packages.Package, from string, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if reason, out := externalUse(p, id); out {
			r.reasons[from] = append(r.reasons[from], reason)
		}
		switch obj := p.TypesInfo.Uses[id].(type) {
		case *types.Func:
			to := obj.Origin().FullName()
			if recv := obj.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
				to = "." + obj.Name() // every method of this name
			}
			r.references[from] = append(r.references[from], to)
		case *types.Var:
			if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
				r.references[from] = append(r.references[from], obj.Pkg().Path()+"."+obj.Name())
			}
		}
		return true
	})
}

// reasonsFor returns why a test cannot be explored: because of code that the test refers to, or of code that runs before it.
func (r *callGraph) reasonsFor(test string) []Reason {
	out := slices.Clone(r.packageWide)
	for _, u := range r.initUnits {
		for name := range r.closure(u.key, r.calls) {
			out = append(out, r.callReasons[name]...)
		}
	}
	for name := range r.closure(test, r.references) {
		out = append(out, r.reasons[name]...)
	}
	slices.SortStableFunc(out, compareReasons)
	return dedupReasons(out)
}

// closure returns all names that can be reached from a name over the edges.
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
