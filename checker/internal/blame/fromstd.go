package blame

import (
	"go/ast"
	"go/types"
	"strings"
)

// harmless are packages outside the standard library whose functions leave no lock behind.
var harmless = []string{"github.com/stretchr/testify", "golang.org/x/sync/errgroup"}

// isFromStd tells whether an expression is a package of the standard library, or a variable that was made by one or has a type of one: of the types that
// the checker has no outline of, only the words are known.
func (u *packageInfo) isFromStd(e ast.Expr) bool {
	switch e := unparen(e).(type) {
	case *ast.Ident:
		if p, ok := u.info.Uses[e].(*types.PkgName); ok {
			return isStdPath(p.Imported().Path()) || isHarmless(p.Imported().Path())
		}
		return u.stdMade()[u.object(e)]
	case *ast.SelectorExpr:
		return u.isFromStd(e.X) || u.stdMade()[u.object(e.Sel)]
	case *ast.CallExpr:
		return u.isFromStd(e.Fun)
	case *ast.StarExpr:
		return u.isFromStd(e.X)
	case *ast.UnaryExpr:
		return u.isFromStd(e.X)
	case *ast.CompositeLit:
		return e.Type != nil && u.isFromStd(e.Type)
	case *ast.IndexExpr:
		return u.isFromStd(e.X)
	case *ast.ArrayType:
		return u.isFromStd(e.Elt)
	}
	return false
}

// stdMade are the variables and fields that a declaration or assignment gives something of the standard library.
func (u *packageInfo) stdMade() map[types.Object]bool {
	if u.fromStd != nil {
		return u.fromStd
	}
	u.fromStd = map[types.Object]bool{}
	note := func(names []*ast.Ident, e ast.Expr) {
		for _, n := range names {
			if e != nil && u.object(n) != nil && u.isFromStd(e) {
				u.fromStd[u.object(n)] = true
			}
		}
	}
	for _, f := range u.list() {
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
	return u.fromStd
}

func isHarmless(path string) bool {
	for _, name := range harmless {
		if strings.HasPrefix(path, name) {
			return true
		}
	}
	return false
}
