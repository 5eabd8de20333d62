package grade

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
)

// A file that draws once in each process could be right in half of the processes: to be green in ten of them by chance happens less than once
// in a thousand times. (A draw need not be even: the first key of a small map is the first one that was put in in seven of eight maps.) To keep what it has drawn for the whole process, a file needs a package variable, or something outside of it
// that stays the same for some time: the clock, or an address. Without those it draws anew for each call or each map, and every test makes many. A file that
// imports a package of random numbers is not trusted so far.
const (
	runsOfChance = 10
	runsOfOthers = 2
)

// runsOf returns how often a green step of the file is run before it counts.
func runsOf(src []byte) int {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, 0)
	if err != nil || keepsState(f) || drawsByName(f) || readsClock(f) || bytes.Contains(src, []byte("%p")) {
		return runsOfChance
	}
	return runsOfOthers
}

// keepsState reports whether the file has a package variable that may change, or whose value is not known: any other than an error that is made of a
// text and never assigned again. A counter, too, can tell the first call from the others.
func keepsState(f *ast.File) bool {
	errorsOf := map[*ast.Object]bool{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			s := s.(*ast.ValueSpec)
			for i, name := range s.Names {
				switch {
				case name.Name == "_":
				case i < len(s.Values) && isNewError(s.Values[i]):
					errorsOf[name.Obj] = true
				default:
					return true
				}
			}
		}
	}
	return changesAny(f, errorsOf)
}

// isNewError reports whether the expression is errors.New or fmt.Errorf of a text.
func isNewError(e ast.Expr) bool {
	c, ok := e.(*ast.CallExpr)
	if !ok || len(c.Args) != 1 {
		return false
	}
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	_, literal := c.Args[0].(*ast.BasicLit)
	return ok && literal && (pkg.Name == "errors" && s.Sel.Name == "New" || pkg.Name == "fmt" && s.Sel.Name == "Errorf")
}

// changesAny reports whether a function of the file assigns to one of the variables, or takes the address of one.
func changesAny(f *ast.File, vars map[*ast.Object]bool) bool {
	found := false
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && id.Obj != nil && vars[id.Obj]
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, is)
		case *ast.RangeStmt:
			found = found || n.Tok == token.ASSIGN && (is(n.Key) || is(n.Value))
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
		return !found
	})
	return found
}

// drawsByName reports whether the file imports a package whose work is chance, or one with variables in which a file could keep what it has drawn.
func drawsByName(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool {
		return slices.Contains([]string{`"math/rand"`, `"math/rand/v2"`, `"crypto/rand"`, `"hash/maphash"`, `"hash/crc32"`, `"hash/crc64"`, `"unicode"`}, i.Path.Value)
	})
}

// clockNames are what package time tells of the clock, what has a clock's value in it, and the package's variables.
var clockNames = []string{"Local", "UTC", "Now", "Since", "Until", "After", "Tick", "NewTicker", "NewTimer", "AfterFunc"}

// readsClock reports whether the file can ask what time it is.
func readsClock(f *ast.File) bool {
	if !slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"time"` }) {
		return false
	}
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		found = found || ok && slices.Contains(clockNames, s.Sel.Name)
		return !found
	})
	return found
}
