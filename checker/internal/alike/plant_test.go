package alike

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plant returns a copy of an answer as somebody makes it who hides where it comes from: names changed, declarations in another order, other comments,
// and the end of each longer function in a helper of its own. It is read and never built, so the helpers' parameters may have any type.
func plant(t *testing.T, src []byte, seed uint64) []byte {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution) // without comments
	require.NoError(t, err)
	splitFunctions(f)
	rename(f, random)
	var imports, rest []ast.Decl
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			imports = append(imports, d)
		} else {
			rest = append(rest, d)
		}
	}
	random.Shuffle(len(rest), func(i, k int) { rest[i], rest[k] = rest[k], rest[i] })
	var out strings.Builder
	out.WriteString("// my own work\npackage main\n")
	for _, d := range append(imports, rest...) {
		var b bytes.Buffer
		require.NoError(t, format.Node(&b, token.NewFileSet(), d))
		fmt.Fprintf(&out, "\n// part %d\n", random.IntN(1000))
		for _, line := range strings.SplitAfter(b.String(), "\n") {
			out.WriteString(line)
			if strings.HasSuffix(line, "{\n") && random.IntN(2) == 0 {
				out.WriteString("// and now the next thing\n")
			}
		}
		out.WriteString("\n")
	}
	copied, err := format.Source([]byte(out.String()))
	require.NoError(t, err, out.String())
	return copied
}

// rename changes all names that the file declares.
func rename(f *ast.File, random *rand.Rand) {
	var b bytes.Buffer
	_ = format.Node(&b, token.NewFileSet(), f) // a file that was parsed
	own := declaredNames(b.Bytes())
	names := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || id.Name == "_" || !own[id.Name] {
			return true
		}
		if names[id.Name] == "" {
			names[id.Name] = fmt.Sprintf("%c%dx", 'a'+random.IntN(26), len(names))
		}
		id.Name = names[id.Name]
		return true
	})
}

// splitFunctions moves the second half of each function with four or more statements into a function of its own.
func splitFunctions(f *ast.File) {
	for i, d := range slices.Clone(f.Decls) {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || len(fn.Body.List) < 4 {
			continue
		}
		half := len(fn.Body.List) / 2
		tail := fn.Body.List[half:]
		declared := map[string]bool{}
		for _, s := range fn.Body.List[:half] {
			if a, ok := s.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
				for _, id := range identsOf(a.Lhs) {
					declared[id.Name] = true
				}
			}
		}
		for _, field := range append(slices.Clone(fn.Type.Params.List), receivers(fn)...) {
			for _, id := range field.Names {
				declared[id.Name] = true
			}
		}
		helper := &ast.FuncDecl{Name: ast.NewIdent(fmt.Sprintf("helper%d", i)), Type: &ast.FuncType{Params: &ast.FieldList{}, Results: fn.Type.Results}, Body: &ast.BlockStmt{List: tail}}
		call := &ast.CallExpr{Fun: ast.NewIdent(helper.Name.Name)}
		for _, name := range usedIn(tail, declared) {
			helper.Type.Params.List = append(helper.Type.Params.List, &ast.Field{Names: []*ast.Ident{ast.NewIdent(name)}, Type: ast.NewIdent("any")})
			call.Args = append(call.Args, ast.NewIdent(name))
		}
		var end ast.Stmt = &ast.ExprStmt{X: call}
		if fn.Type.Results != nil {
			end = &ast.ReturnStmt{Results: []ast.Expr{call}}
		}
		fn.Body.List = append(slices.Clone(fn.Body.List[:half]), end)
		f.Decls = append(f.Decls, helper)
	}
}

func receivers(fn *ast.FuncDecl) []*ast.Field {
	if fn.Recv == nil {
		return nil
	}
	return fn.Recv.List
}

// usedIn returns which of the names statements use, in their order.
func usedIn(all []ast.Stmt, names map[string]bool) (out []string) {
	for _, s := range all {
		ast.Inspect(s, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && names[id.Name] && !slices.Contains(out, id.Name) {
				out = append(out, id.Name)
			}
			return true
		})
	}
	return out
}
