package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// speaking are the packages whose output people read.
var speaking = []string{"checker/internal/cli", "checker/internal/report", "checker/internal/classreport", "checker/internal/watch", "checker/internal/web/player", "checker/internal/gradebook"}

// output are the calls that bring text before people.
var output = []string{"Fprint", "Fprintf", "Fprintln", "Print", "Printf", "Println", "WriteString", "usage", "tell"}

// sameInAll are the words that are the same in every language: what is typed, and names.
var sameInAll = regexp.MustCompile(`go run \./checker( run| hint| watch| explore| list)?|TODO|solutions/|README|checker`)

var (
	verbs = regexp.MustCompile(`%[-+# 0]*[\d.*]*[a-zA-Z]|\x1b\[[\d;]*[A-Za-z]`)
	word  = regexp.MustCompile(`\p{L}{3,}|\p{Hangul}`)
)

// TestNoWordsInCode holds that every word for a person stands in the message files, in both languages.
func TestNoWordsInCode(t *testing.T) {
	calls := 0
	eachSource(t, func(pkg, file string) {
		if !slices.Contains(speaking, pkg) {
			return
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !slices.Contains(output, called(call)) {
				return true
			}
			calls++
			for _, lit := range literals(call.Args) {
				text, err := strconv.Unquote(lit.Value)
				require.NoError(t, err)
				rest := sameInAll.ReplaceAllString(verbs.ReplaceAllString(text, ""), "")
				assert.False(t, word.MatchString(rest), "%s: words for people belong into the message files: %q", fset.Position(lit.Pos()), text)
			}
			return true
		})
	})
	require.Greater(t, calls, 100, "too few calls were seen")
}

// called is the name of the function that a call calls, without what stands before its dot.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// literals are the strings in expressions, without those that are the keys and names of a Say, or the words of a command line.
func literals(exprs []ast.Expr) []*ast.BasicLit {
	var out []*ast.BasicLit
	for _, e := range exprs {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				name := called(n)
				return name != "Say" && name != "Has" && name != "Command" && !strings.HasPrefix(name, "Fprint")
			case *ast.IndexExpr: // a table of signs by kind is not what is written
				return false
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					out = append(out, n)
				}
			}
			return true
		})
	}
	return out
}
