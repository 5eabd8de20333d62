package blame

import (
	"go/ast"
	"go/types"
	"strings"
)

// lockFreePackages lists packages outside of the standard library whose functions leave no lock held.
var lockFreePackages = []string{"github.com/stretchr/testify", "golang.org/x/sync/errgroup"}

// isFromStd reports whether an expression is a package of the standard library, or a variable that has a type or a value
// from one. It works on the syntax, because the checker has no types for most of the standard library.
func (pkg *packageInfo) isFromStd(e ast.Expr) bool {
	switch e := unparen(e).(type) {
	case *ast.Ident:
		if p, ok := pkg.info.Uses[e].(*types.PkgName); ok {
			return isStdPath(p.Imported().Path()) || isLockFree(p.Imported().Path())
		}
		return pkg.stdValues()[pkg.object(e)]
	case *ast.SelectorExpr:
		return pkg.isFromStd(e.X) || pkg.stdValues()[pkg.object(e.Sel)]
	case *ast.CallExpr:
		return pkg.isFromStd(e.Fun)
	case *ast.StarExpr:
		return pkg.isFromStd(e.X)
	case *ast.UnaryExpr:
		return pkg.isFromStd(e.X)
	case *ast.CompositeLit:
		return e.Type != nil && pkg.isFromStd(e.Type)
	case *ast.IndexExpr:
		return pkg.isFromStd(e.X)
	case *ast.ArrayType:
		return pkg.isFromStd(e.Elt)
	}
	return false
}

// stdValues returns the variables and fields that get a type or a value of the standard library by a declaration or an
// assignment.
func (pkg *packageInfo) stdValues() map[types.Object]bool {
	if pkg.fromStd != nil {
		return pkg.fromStd
	}
	pkg.fromStd = map[types.Object]bool{}
	note := func(names []*ast.Ident, e ast.Expr) {
		for _, n := range names {
			if e != nil && pkg.object(n) != nil && pkg.isFromStd(e) {
				pkg.fromStd[pkg.object(n)] = true
			}
		}
	}
	for _, f := range pkg.sortedFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				note(n.Names, n.Type)
			case *ast.ValueSpec:
				note(n.Names, n.Type)
				for i, v := range n.Values {
					if len(n.Values) == len(n.Names) {
						note(n.Names[i:i+1], v)
					} else {
						note(n.Names, v)
					}
				}
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if id, ok := l.(*ast.Ident); ok && len(n.Rhs) > 0 {
						note([]*ast.Ident{id}, n.Rhs[min(i, len(n.Rhs)-1)])
					}
				}
			}
			return true
		})
	}
	return pkg.fromStd
}

// isLockFree reports whether the package is one of lockFreePackages.
func isLockFree(path string) bool {
	for _, name := range lockFreePackages {
		if strings.HasPrefix(path, name) {
			return true
		}
	}
	return false
}
