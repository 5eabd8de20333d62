package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// watchPackages are the places whose goroutines run while the terminal is in single-key mode.
var watchPackages = []string{"checker/internal/gotest", "checker/internal/watch", "checker/internal/cli/watch", "checker/internal/cli/demo"}

// TestNoPanicLeavesTheTerminalBehind checks that every goroutine that runs during a watch or a demo recovers its panics. An unrecovered panic ends
// the process before the terminal is restored.
func TestNoPanicLeavesTheTerminalBehind(t *testing.T) {
	seen := 0
	eachSource(t, func(pkg, file string) {
		within := slices.ContainsFunc(watchPackages, func(place string) bool {
			return pkg == place || strings.HasPrefix("checker/"+strings.ReplaceAll(file, `\`, "/"), place)
		})
		if !within {
			return
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		groups := panicGroupsOf(f)
		ast.Inspect(f, func(n ast.Node) bool {
			body := started(n, groups)
			if body == nil {
				return true
			}
			seen++
			assert.True(t, recovers(body), "%s: a goroutine that does not recover its panics", fset.Position(n.Pos()))
			return true
		})
	})
	require.GreaterOrEqual(t, seen, 6, "too few goroutines were seen")
}

// panicGroupsOf returns the variables of a file that hold a panicGroup, which recovers panics itself.
func panicGroupsOf(f *ast.File) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return true
		}
		if c, ok := a.Rhs[0].(*ast.CallExpr); ok && called(c) == "NewGroup" {
			if id, ok := a.Lhs[0].(*ast.Ident); ok {
				names[id.Name] = true
			}
		}
		return true
	})
	return names
}

// started returns the code that a node starts as a goroutine, or nil.
func started(n ast.Node, groups map[string]bool) ast.Node {
	switch n := n.(type) {
	case *ast.GoStmt:
		return n.Call
	case *ast.CallExpr:
		s, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || s.Sel.Name != "Go" {
			return nil
		}
		if id, ok := s.X.(*ast.Ident); ok && groups[id.Name] {
			return nil
		}
		return n
	}
	return nil
}

// recovers reports whether n contains a call of panics.Recover.
func recovers(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && called(c) == "Recover" {
			found = true
		}
		return !found
	})
	return found
}
