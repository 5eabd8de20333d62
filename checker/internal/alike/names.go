package alike

import (
	"go/ast"
	"go/parser"
	"go/token"
)

// declaredNames returns the names that a file declares and so may choose. All others come from Go and its packages: Lock, append, WaitGroup. They say what
// the code does, and a copy cannot rename them. Of a file that does not parse every name counts as its own.
func declaredNames(src []byte) map[string]bool {
	own := map[string]bool{}
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	if err != nil {
		scan(src, func(_ int, tok token.Token, lit string) {
			if tok == token.IDENT {
				own[lit] = true
			}
		})
		return own
	}
	add := func(ids ...*ast.Ident) {
		for _, id := range ids {
			if id != nil {
				own[id.Name] = true
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			add(n.Name)
		case *ast.TypeSpec:
			add(n.Name)
		case *ast.ValueSpec:
			add(n.Names...)
		case *ast.ImportSpec:
			add(n.Name)
		case *ast.LabeledStmt:
			add(n.Label)
		case *ast.Field:
			add(n.Names...)
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				add(identsOf(n.Lhs)...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				add(identsOf([]ast.Expr{n.Key, n.Value})...)
			}
		}
		return true
	})
	return own
}

// identsOf returns the expressions that are names.
func identsOf(all []ast.Expr) (out []*ast.Ident) {
	for _, e := range all {
		if id, ok := e.(*ast.Ident); ok {
			out = append(out, id)
		}
	}
	return out
}
