package instrument

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"
)

// reaching knows which functions and package variables name which others, over all packages of a build, so that
// a test is told apart from its neighbour that goes to the network.
type reaching struct {
	names   map[string][]string // who names whom
	reasons map[string][]Reason
	starts  []string // what runs before any test
	methods map[string][]string
	all     []Reason // what keeps every test from being explored
}

func newReaching() *reaching {
	return &reaching{names: map[string][]string{}, reasons: map[string][]Reason{}, methods: map[string][]string{}}
}

// add notes what the declarations of p name.
func (r *reaching) add(p *packages.Package) {
	r.all = append(r.all, everywhere(p)...)
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				fn, ok := p.TypesInfo.Defs[d.Name].(*types.Func)
				if !ok {
					continue
				}
				if d.Recv != nil {
					r.methods[d.Name.Name] = append(r.methods[d.Name.Name], fn.FullName())
				} else if d.Name.Name == "init" || d.Name.Name == "TestMain" {
					r.starts = append(r.starts, fn.FullName())
				}
				r.scan(p, fn.FullName(), d)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						for _, name := range v.Names {
							r.scan(p, p.PkgPath+"."+name.Name, v)
						}
						r.starts = append(r.starts, p.PkgPath+"."+v.Names[0].Name)
					}
				}
			}
		}
	}
}

func (r *reaching) scan(p *packages.Package, from string, n ast.Node) {
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

// of lists what keeps a test from being explored.
func (r *reaching) of(test string) []Reason {
	out := slices.Clone(r.all)
	seen := map[string]bool{}
	todo := append(slices.Clone(r.starts), test)
	for len(todo) > 0 {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[name] {
			continue
		}
		seen[name] = true
		out = append(out, r.reasons[name]...)
		todo = append(todo, r.names[name]...)
		if name[0] == '.' {
			todo = append(todo, r.methods[name[1:]]...)
		}
	}
	return once(out)
}
