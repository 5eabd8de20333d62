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

// underWatch are the places whose goroutines run while the terminal gives single keys.
var underWatch = []string{"checker/internal/gotest", "checker/internal/watch", "checker/internal/cli/watch"}

// TestNoPanicLeavesTheTerminalBehind holds that every goroutine that runs during a watch catches its panics: one that is not caught
// ends the process before anybody can put the terminal back.
func TestNoPanicLeavesTheTerminalBehind(t *testing.T) {
	seen := 0
	eachSource(t, func(pkg, file string) {
		within := slices.ContainsFunc(underWatch, func(place string) bool {
			return pkg == place || strings.HasPrefix("checker/"+strings.ReplaceAll(file, `\`, "/"), place)
		})
		if !within {
			return
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		crews := crewsOf(f)
		ast.Inspect(f, func(n ast.Node) bool {
			body := started(n, crews)
			if body == nil {
				return true
			}
			seen++
			assert.True(t, catches(body), "%s: a goroutine that does not catch its panics", fset.Position(n.Pos()))
			return true
		})
	})
	require.GreaterOrEqual(t, seen, 6, "too few goroutines were seen")
}

// crewsOf are the names of a file that hold a crew, which catches by itself.
func crewsOf(f *ast.File) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return true
		}
		if c, ok := a.Rhs[0].(*ast.CallExpr); ok && called(c) == "newCrew" {
			if id, ok := a.Lhs[0].(*ast.Ident); ok {
				names[id.Name] = true
			}
		}
		return true
	})
	return names
}

// started returns what a node starts as a goroutine, or nil.
func started(n ast.Node, crews map[string]bool) ast.Node {
	switch n := n.(type) {
	case *ast.GoStmt:
		return n.Call
	case *ast.CallExpr:
		s, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || s.Sel.Name != "Go" {
			return nil
		}
		if id, ok := s.X.(*ast.Ident); ok && crews[id.Name] {
			return nil
		}
		return n
	}
	return nil
}

// catches reports whether there is a call of Caught in it.
func catches(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && called(c) == "Caught" {
			found = true
		}
		return !found
	})
	return found
}
