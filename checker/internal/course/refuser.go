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

// refuser collects the refusals of one file.
type refuser struct {
	fset        *token.FileSet
	imports     []string          // the packages that the file may import
	names       map[string]string // the packages in allowedNames, by the name under which the file imports them
	packages    map[string]bool   // the names under which the file imports other packages
	questions   map[ast.Expr]bool // the uses of runtime.GOMAXPROCS that only ask
	usesReflect bool              // the file imports reflect
	complete    bool              // the whole file could be parsed
	refusals    []Refusal
}

// add records a refusal at the file's real line, even if a //line comment gives another one.
func (r *refuser) add(why string, at token.Pos, what string, voids bool) {
	r.refusals = append(r.refusals, Refusal{why, r.fset.PositionFor(at, false).Line, what, voids})
}

func (r *refuser) checkFile(f *ast.File) {
	for _, im := range f.Imports {
		r.checkImport(im)
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			r.checkComment(c)
		}
	}
	for _, d := range f.Decls {
		r.checkDecl(d)
	}
	for _, id := range f.Unresolved {
		if isTestName(id.Name) {
			r.add(WhyTestName, id.Pos(), id.Name, true)
		}
	}
	ast.Inspect(f, r.checkNode)
}

func (r *refuser) checkImport(im *ast.ImportSpec) {
	name, err := strconv.Unquote(im.Path.Value)
	if err != nil || !slices.Contains(r.imports, name) {
		why, voids := WhyImport, err == nil && isVoidingImport(name)
		if voids {
			why = WhyReach
		}
		r.add(why, im.Pos(), im.Path.Value, voids)
	}
	if im.Name != nil && im.Name.Name == "." {
		r.add(WhyDotImport, im.Pos(), im.Path.Value, true)
		return
	}
	as := defaultImportName(name)
	if im.Name != nil {
		as = im.Name.Name
	}
	if _, inParts := allowedNames[name]; !inParts {
		r.packages[as] = true
		return
	}
	r.usesReflect = r.usesReflect || name == "reflect"
	r.names[as] = name
}

// harmlessDirectives are the directives that do not change how the program behaves.
var harmlessDirectives = []string{"//go:generate", "//go:fix", "//go:noinline", "//go:nosplit"}

func (r *refuser) checkComment(c *ast.Comment) {
	if !isDirective(c.Text) {
		return
	}
	line, _, _ := strings.Cut(c.Text, "\n")
	line = strings.TrimSpace(line)
	voids := !slices.ContainsFunc(harmlessDirectives, func(h string) bool { return strings.HasPrefix(line, h) })
	r.add(WhyDirective, c.Pos(), line, voids)
}

// isDirective reports whether the compiler or the go command may read a comment as an order. Between the slashes and +build the go command
// allows any space, Unicode's too, as constraint.IsPlusBuild does; before all others it allows none.
func isDirective(text string) bool {
	if line, ok := strings.CutPrefix(text, "//"); ok && strings.HasPrefix(strings.TrimSpace(line), "+build") {
		return true
	}
	return slices.ContainsFunc([]string{"//go:", "//line ", "/*line ", "//export "}, func(sign string) bool { return strings.HasPrefix(text, sign) })
}

// isTestName reports whether a name belongs to the lessons' tests: it begins with the word test or Test. The name tested does not, because
// test is not a whole word there.
func isTestName(name string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(name[:1])+name[1:], "test")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && (rest == "" || !unicode.IsLower(first))
}

// checkDecl checks what the file declares for its whole package.
func (r *refuser) checkDecl(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			r.checkName(d.Name)
		}
		if d.Body == nil && r.complete {
			r.add(WhyNoBody, d.Pos(), d.Name.Name, true)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				r.checkName(s.Name)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					r.checkName(id)
				}
			}
		}
	}
}

func (r *refuser) checkName(id *ast.Ident) {
	if types.Universe.Lookup(id.Name) != nil {
		r.add(WhyGoName, id.Pos(), id.Name, true)
	}
	if isTestName(id.Name) {
		r.add(WhyTestName, id.Pos(), id.Name, true)
	}
}

func (r *refuser) checkNode(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		r.checkSelector(n)
	case *ast.CallExpr:
		r.noteQuestion(n)
	default:
		for _, e := range assigned(n) {
			r.checkAssigned(e)
		}
	}
	return true
}

func (r *refuser) checkSelector(n *ast.SelectorExpr) {
	if r.usesReflect && slices.Contains(typeSystemBypasses, n.Sel.Name) {
		r.add(WhyReach, n.Sel.Pos(), n.Sel.Name, true)
	}
	x, ok := n.X.(*ast.Ident)
	if !ok || r.names[x.Name] == "" || x.Obj != nil {
		return
	}
	what := x.Name + "." + n.Sel.Name
	if r.names[x.Name] == "runtime" && n.Sel.Name == "GOMAXPROCS" && !r.questions[n] {
		r.add(WhyReach, n.Pos(), what, true)
	}
	switch usageOf(r.names[x.Name], n.Sel.Name) {
	case usageRefused:
		r.add(WhyImport, n.Pos(), what, false)
	case usageVoids:
		r.add(WhyReach, n.Pos(), what, true)
	case usageRaceOff:
		r.add(WhyRaceOff, n.Pos(), what, true)
	case usageWatches:
		r.add(WhyWatches, n.Pos(), what, true)
	}
}
