package course

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// refuser collects refusals.
type refuser struct {
	fset     *token.FileSet
	names    map[string]string // the packages of which parts are allowed, by the name under which the file imports them
	reflects bool              // the file imports reflect
	whole    bool              // the file could be parsed to its end
	out      []Refusal
}

// add notes a refusal at the file's own line, whatever a //line comment says.
func (r *refuser) add(why string, at token.Pos, what string, voids bool) {
	r.out = append(r.out, Refusal{why, r.fset.PositionFor(at, false).Line, what, voids})
}

func (r *refuser) file(f *ast.File) {
	for _, im := range f.Imports {
		r.imported(im)
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			r.comment(c)
		}
	}
	for _, d := range f.Decls {
		r.declared(d)
	}
	for _, id := range f.Unresolved {
		if ofTests(id.Name) {
			r.add(WhyTestName, id.Pos(), id.Name, true)
		}
	}
	ast.Inspect(f, r.node)
}

func (r *refuser) imported(im *ast.ImportSpec) {
	name, err := strconv.Unquote(im.Path.Value)
	if err != nil || !slices.Contains(allowed, name) {
		why, voids := WhyImport, err == nil && voidsVerdict(name)
		if voids {
			why = WhyReach
		}
		r.add(why, im.Pos(), im.Path.Value, voids)
	}
	if im.Name != nil && im.Name.Name == "." {
		r.add(WhyDotImport, im.Pos(), im.Path.Value, true)
		return
	}
	if _, inParts := allowedParts[name]; !inParts {
		return
	}
	r.reflects = r.reflects || name == "reflect"
	as := lastElement(name)
	if im.Name != nil {
		as = im.Name.Name
	}
	r.names[as] = name
}

// harmless are the directives that change nothing of what a run does.
var harmless = []string{"//go:generate", "//go:fix", "//go:noinline", "//go:nosplit"}

func (r *refuser) comment(c *ast.Comment) {
	for _, sign := range []string{"//go:", "// +build", "//+build", "//line ", "/*line ", "//export "} {
		if strings.HasPrefix(c.Text, sign) {
			line, _, _ := strings.Cut(c.Text, "\n")
			line = strings.TrimSpace(line)
			voids := !slices.ContainsFunc(harmless, func(h string) bool { return strings.HasPrefix(line, h) })
			r.add(WhyDirective, c.Pos(), line, voids)
			return
		}
	}
}

// ofTests reports whether a name is one of those that the lessons' tests keep for themselves: test and Test as a word of their own at its beginning.
// A variable called tested is no such name.
func ofTests(name string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(name[:1])+name[1:], "test")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && (rest == "" || !unicode.IsLower(first))
}

// declared notes what the file declares for its whole package.
func (r *refuser) declared(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			r.name(d.Name)
		}
		if d.Body == nil && r.whole {
			r.add(WhyNoBody, d.Pos(), d.Name.Name, true)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				r.name(s.Name)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					r.name(id)
				}
			}
		}
	}
}

func (r *refuser) name(id *ast.Ident) {
	if types.Universe.Lookup(id.Name) != nil {
		r.add(WhyGoName, id.Pos(), id.Name, true)
	}
	if ofTests(id.Name) {
		r.add(WhyTestName, id.Pos(), id.Name, true)
	}
}

func (r *refuser) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		r.selector(n)
	case *ast.CallExpr:
		r.call(n)
	}
	return true
}

func (r *refuser) selector(n *ast.SelectorExpr) {
	if r.reflects && slices.Contains(pastTypes, n.Sel.Name) {
		r.add(WhyReach, n.Sel.Pos(), n.Sel.Name, true)
	}
	x, ok := n.X.(*ast.Ident)
	if !ok || r.names[x.Name] == "" || x.Obj != nil {
		return
	}
	what := x.Name + "." + n.Sel.Name
	switch partOf(r.names[x.Name], n.Sel.Name) {
	case partRefused:
		r.add(WhyImport, n.Pos(), what, false)
	case partVoids:
		r.add(WhyReach, n.Pos(), what, true)
	case partRaceOff:
		r.add(WhyRaceOff, n.Pos(), what, true)
	case partWatches:
		r.add(WhyWatches, n.Pos(), what, true)
	}
}

// call notes a GOMAXPROCS that sets: how many processors there are is the test's to say.
func (r *refuser) call(n *ast.CallExpr) {
	s, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "GOMAXPROCS" || len(n.Args) != 1 {
		return
	}
	x, ok := s.X.(*ast.Ident)
	if !ok || r.names[x.Name] != "runtime" {
		return
	}
	if zero, ok := n.Args[0].(*ast.BasicLit); !ok || zero.Value != "0" {
		r.add(WhyReach, n.Pos(), x.Name+".GOMAXPROCS", true)
	}
}
