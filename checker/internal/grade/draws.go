package grade

import (
	"bytes"
	"go/ast"
	"go/token"
	"slices"
)

// likeliestOf returns how likely the likeliest outcome is of the most uneven draw that the file makes by Go itself: the order of a map, the choice
// of a select, what a sync.Pool keeps. It returns 0 for a file that draws nothing. Which goroutine comes first counts as no draw: that is what the
// race detector and the exploring run are for.
func likeliestOf(f *ast.File) float64 {
	types := declaredTypes(f)
	likeliest := 0.0
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			if types.mayBeMap(n.X) && !orderFree(n) {
				likeliest = mostUneven
			}
		case *ast.SelectStmt:
			if k := casesOf(n); k > 1 {
				likeliest = max(likeliest, min(float64(k-1)/float64(k), mostUneven))
			}
		case *ast.SelectorExpr: // sync.Map and its Range, sync.Pool, which loses things at random under the race detector, reflect.Select
			if slices.Contains([]string{"Map", "Pool", "Select"}, n.Sel.Name) {
				likeliest = mostUneven
			}
		case *ast.ImportSpec:
			if n.Path.Value == `"maps"` {
				likeliest = mostUneven
			}
		}
		return true
	})
	return likeliest
}

// casesOf returns how many cases a select chooses from.
func casesOf(s *ast.SelectStmt) int {
	n := 0
	for _, c := range s.Body.List {
		if clause, ok := c.(*ast.CommClause); ok && clause.Comm != nil {
			n++
		}
	}
	return n
}

// drawsOutside reports whether the file can ask for something that is drawn outside of Go's own statements: random numbers, random hashes, the
// clock, an address. (With math/rand a file can also keep what it has drawn: by Seed.)
func drawsOutside(f *ast.File, src []byte) bool {
	return imports(f, "hash/maphash") || drawsForTheSearch(f, src)
}

// drawsForTheSearch is drawsOutside for the exploring run, in which all random hashes are the same in each process.
func drawsForTheSearch(f *ast.File, src []byte) bool {
	return imports(f, "math/rand", "math/rand/v2") || readsClock(f) || bytes.Contains(src, []byte("%p"))
}

// imports reports whether the file imports one of the packages.
func imports(f *ast.File, packages ...string) bool {
	return slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool {
		return slices.ContainsFunc(packages, func(p string) bool { return i.Path.Value == `"`+p+`"` })
	})
}

// clockNames are what package time tells of the clock, what has a clock's value in it, and the package's variables.
var clockNames = []string{"Local", "UTC", "Now", "Since", "Until", "After", "Tick", "NewTicker", "NewTimer", "AfterFunc"}

// readsClock reports whether the file can ask what time it is.
func readsClock(f *ast.File) bool {
	return imports(f, "time") && inspects(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		return ok && slices.Contains(clockNames, s.Sel.Name)
	})
}

// typeNames are the types of what a file declares, as far as its text shows them without the types of other files.
type typeNames struct {
	named  map[string]ast.Expr   // a type's name: what it is
	fields map[string][]ast.Expr // a field's name: its types, in all structs
}

func declaredTypes(f *ast.File) typeNames {
	t := typeNames{map[string]ast.Expr{}, map[string][]ast.Expr{}}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			t.named[n.Name.Name] = n.Type
		case *ast.StructType:
			for _, field := range n.Fields.List {
				for _, name := range field.Names {
					t.fields[name.Name] = append(t.fields[name.Name], field.Type)
				}
			}
		}
		return true
	})
	return t
}

// mayBeMap reports whether what a range goes over may be a map, or a function that goes over one. What is not known may be.
func (t typeNames) mayBeMap(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit: // a number
		return false
	case *ast.CompositeLit:
		return t.isMap(x.Type, 0)
	case *ast.BinaryExpr: // a number
		return false
	case *ast.CallExpr:
		if a, isArray := x.Fun.(*ast.ArrayType); isArray { // a conversion
			return t.isMap(a, 0)
		}
		if name, ok := calledName(x, true); ok && len(x.Args) > 0 {
			switch name {
			case "len", "cap", "int", "append":
				return false
			case "make":
				return t.isMap(x.Args[0], 0)
			}
		}
	case *ast.SliceExpr:
		return false
	case *ast.SelectorExpr:
		types := t.fields[x.Sel.Name]
		return len(types) == 0 || slices.ContainsFunc(types, func(e ast.Expr) bool { return t.isMap(e, 0) })
	case *ast.Ident:
		return t.mayBeMapNamed(x)
	}
	return true
}

// mayBeMapNamed is mayBeMap for a variable.
func (t typeNames) mayBeMapNamed(x *ast.Ident) bool {
	if x.Obj == nil {
		return true
	}
	switch d := x.Obj.Decl.(type) {
	case *ast.Field:
		return t.isMap(d.Type, 0)
	case *ast.ValueSpec:
		if d.Type != nil {
			return t.isMap(d.Type, 0)
		}
		return t.mayBeMapValue(x, identExprs(d.Names), d.Values)
	case *ast.AssignStmt:
		if d.Tok == token.DEFINE {
			return t.mayBeMapValue(x, d.Lhs, d.Rhs)
		}
	}
	return true
}

// mayBeMapValue is mayBeMap for a variable that is declared with a value.
func (t typeNames) mayBeMapValue(x *ast.Ident, names, values []ast.Expr) bool {
	for i, name := range names {
		if id, ok := name.(*ast.Ident); ok && id.Name == x.Name && len(values) == len(names) {
			if other, isName := ast.Unparen(values[i]).(*ast.Ident); isName && other.Name == x.Name {
				return true // x := x: which one is meant is not looked up
			}
			return t.mayBeMap(values[i])
		}
	}
	return true
}

func identExprs(names []*ast.Ident) (all []ast.Expr) {
	for _, n := range names {
		all = append(all, n)
	}
	return all
}

// isMap reports whether a type may be a map. depth ends a type that is declared by itself.
func (t typeNames) isMap(e ast.Expr, depth int) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.ArrayType, *ast.ChanType, *ast.Ellipsis:
		return false
	case *ast.StarExpr: // of an array: a map behind a pointer cannot be gone over
		return false
	case *ast.Ident:
		if of, ok := t.named[e.Name]; ok && depth < 10 {
			return t.isMap(of, depth+1)
		}
		return e.Name != "int" && e.Name != "string"
	}
	return true
}
