package gotest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// RunsAtStart reports whether code of the file may run, or much memory may be taken, before a test begins: in an init function, or in the value
// of a package variable. It is sure only of what it knows to be harmless. (A comparison or a key of a map can still panic: then no test of
// the binary begins, and who runs it builds each answer alone.)
func RunsAtStart(src []byte) bool {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil {
		return true
	}
	if !slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool { return i.Name == nil && i.Path.Value == `"errors"` }) && declares(f, "errors") {
		return true // errors.New is not what it seems
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				return true
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR && slices.ContainsFunc(d.Specs, func(s ast.Spec) bool { return !harmlessVar(s.(*ast.ValueSpec)) }) {
				return true
			}
		}
	}
	return hasLargeArray(f)
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

func harmlessVar(s *ast.ValueSpec) bool {
	return !slices.ContainsFunc(s.Values, func(e ast.Expr) bool { return !harmless(e) })
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
			return !slices.ContainsFunc(c.Args[min(1, len(c.Args)):], func(size ast.Expr) bool { return !isSmall(size) })
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

// smallSize is the largest size of a value that costs a process nothing that matters.
const smallSize = 1 << 16

func isSmall(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return false
	}
	n, err := strconv.ParseInt(lit.Value, 0, 64)
	return err == nil && n <= smallSize
}

// hasLargeArray reports whether the file has an array type whose length is not known to be small: a package variable of such a type takes its
// memory from every process of the binary.
func hasLargeArray(f *ast.File) bool {
	large := false
	ast.Inspect(f, func(n ast.Node) bool {
		if a, ok := n.(*ast.ArrayType); ok && a.Len != nil {
			if _, open := a.Len.(*ast.Ellipsis); !open && !isSmall(a.Len) {
				large = true
			}
		}
		return !large
	})
	return large
}
