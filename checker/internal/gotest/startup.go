package gotest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// RunsAtStart reports whether code of the file may run, or much memory may be taken, before a test begins: in an init function, or in the value
// of a package variable. It is sure only of what it knows to be harmless: names that the file declares as types may be anything, a conversion
// with a method errors.New among them, or a struct of a gigabyte. (A comparison or a key of a map can still panic: then no test of the binary
// begins, and who runs it builds each answer alone.)
func RunsAtStart(src []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil {
		return true
	}
	if !slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool { return i.Name == nil && i.Path.Value == `"errors"` }) && declares(f, "errors") {
		return true // errors.New is not what it seems
	}
	own := typesOf(f)
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				return true
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR && slices.ContainsFunc(d.Specs, func(s ast.Spec) bool { return !harmlessVar(s.(*ast.ValueSpec), own) }) {
				return true
			}
		}
	}
	return takes(f) > smallSize
}

// declares reports whether the file has a package variable, or an import, of this name.
func declares(f *ast.File, name string) bool {
	found := false
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		for i := 0; ok && i < len(g.Specs); i++ {
			switch s := g.Specs[i].(type) {
			case *ast.ValueSpec:
				found = found || slices.ContainsFunc(s.Names, func(id *ast.Ident) bool { return id.Name == name })
			case *ast.ImportSpec:
				found = found || s.Name != nil && s.Name.Name == name
			}
		}
	}
	return found
}

// typesOf returns the names of the types that the file declares for its package.
func typesOf(f *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		for i := 0; ok && i < len(g.Specs); i++ {
			if t, isType := g.Specs[i].(*ast.TypeSpec); isType {
				names[t.Name.Name] = true
			}
		}
	}
	return names
}

// harmlessVar reports whether the variables are known to be small, and to need no code of the file. own are the file's types.
func harmlessVar(s *ast.ValueSpec, own map[string]bool) bool {
	if s.Type != nil && !harmlessType(s.Type, own) {
		return false
	}
	return !slices.ContainsFunc(s.Values, func(e ast.Expr) bool { return !harmless(e) || !harmlessType(e, own) })
}

// harmlessType reports whether a type, or the types in a value, are no structs and none of the file's own, unless behind a pointer or in a function.
func harmlessType(e ast.Node, own map[string]bool) bool {
	fine := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType, *ast.FuncLit, *ast.StarExpr:
			return false
		case *ast.StructType:
			fine = fine && n.Fields.NumFields() == 0
		case *ast.Ident:
			fine = fine && !own[n.Name]
		}
		return fine
	})
	return fine
}

// harmless reports whether the value of the expression is known to need no call of a function of the file, and not to panic.
func harmless(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.FuncLit, *ast.Ident:
		return true
	case *ast.SelectorExpr: // a name of another package, or a field
		_, plain := e.X.(*ast.Ident)
		return plain
	case *ast.ParenExpr:
		return harmless(e.X)
	case *ast.UnaryExpr:
		return e.Op != token.ARROW && harmless(e.X)
	case *ast.BinaryExpr:
		return !slices.Contains([]token.Token{token.QUO, token.REM, token.SHL, token.SHR}, e.Op) && harmless(e.X) && harmless(e.Y)
	case *ast.KeyValueExpr:
		return harmless(e.Key) && harmless(e.Value)
	case *ast.CompositeLit:
		return !slices.ContainsFunc(e.Elts, func(x ast.Expr) bool { return !harmless(x) })
	case *ast.CallExpr:
		return harmlessCall(e)
	}
	return false
}

// harmlessCall reports whether a call is one of the few that a package variable usually needs: make with a small size, new, errors.New.
func harmlessCall(c *ast.CallExpr) bool {
	switch fun := c.Fun.(type) {
	case *ast.Ident:
		if fun.Name == "make" {
			return true // as much as takes allows
		}
		return fun.Name == "new"
	case *ast.SelectorExpr:
		pkg, ok := fun.X.(*ast.Ident)
		if !ok || pkg.Name != "errors" || fun.Sel.Name != "New" || len(c.Args) != 1 {
			return false
		}
		_, literal := c.Args[0].(*ast.BasicLit)
		return literal
	}
	return false
}

// smallSize is how many elements cost a process nothing that matters.
const smallSize = 1 << 16

// sizeOf returns the size that the expression is, or more than smallSize if it is not known to be small.
func sizeOf(e ast.Expr) int64 {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return smallSize + 1
	}
	n, err := strconv.ParseInt(lit.Value, 0, 64)
	if err != nil {
		return smallSize + 1
	}
	return min(n, smallSize+1)
}

// takes returns how many elements the package variables of the file can have at the start, at most: the lengths of all arrays multiplied, because
// one may be the element of another, and the sum of what make makes.
func takes(f *ast.File) int64 {
	product, sum := int64(1), int64(0)
	for _, d := range f.Decls {
		if _, ok := d.(*ast.GenDecl); !ok {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				for _, size := range n.Args[min(1, len(n.Args)):] {
					sum += sizeOf(size)
				}
			case *ast.ArrayType:
				if _, open := n.Len.(*ast.Ellipsis); n.Len != nil && !open {
					product = min(product*max(sizeOf(n.Len), 1), smallSize+1)
				}
			}
			return true
		})
	}
	return max(product, sum)
}
