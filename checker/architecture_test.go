package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// layers lists the layers of packages from top to bottom. A package imports only packages of lower layers.
var layers = [][]string{
	{"checker"},
	{"checker/internal/cli"},
	{"checker/internal/gradebook"},
	{"checker/internal/grade", "checker/internal/classreport", "checker/internal/alikereport", "checker/internal/web"},
	{"checker/internal/play"},
	{"checker/internal/report", "checker/internal/watch"},
	{"checker/internal/verify"},
	{"checker/internal/outcome"},
	{"checker/internal/blame", "checker/internal/doctor", "checker/internal/quiz", "checker/internal/points", "checker/internal/shard", "checker/internal/alike"},
	{"checker/internal/results", "checker/internal/smallcourse", "checker/internal/gotest", "checker/internal/intake"},
	{"checker/internal/goout"},
	{"checker/internal/instrument", "checker/internal/sandbox", "checker/internal/course", "checker/internal/submission", "checker/internal/progress", "checker/internal/msg", "checker/internal/term"},
	{"checker/internal/proc", "checker/internal/panics", "checker/internal/slots", "checker/internal/safetext", "checker/testrecord"},
	{"checker/explore", "checker/internal/scratch", "checker/internal/golden", "solutions"},
}

const module = "sharedmap-workshop/"

// layerOf returns the index of a package's layer and the entry of the layer that contains the package. An entry contains the packages in its
// subfolders.
func layerOf(pkg string) (layer int, entry string) {
	for i, entries := range layers {
		for _, e := range entries {
			if pkg == e || e != "checker" && strings.HasPrefix(pkg, e+"/") {
				return i, e
			}
		}
	}
	return -1, ""
}

// eachSource calls visit for every Go file of the checker that is not a test and not test data.
func eachSource(t *testing.T, visit func(pkg, file string)) {
	t.Helper()
	n := 0
	require.NoError(t, filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go") {
			n++
			visit(path.Join("checker", filepath.ToSlash(filepath.Dir(p))), p)
		}
		return nil
	}))
	require.Greater(t, n, 30, "too few files were seen")
}

func TestArrowsRunDown(t *testing.T) {
	eachSource(t, func(pkg, file string) {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
		require.NoError(t, err)
		own, from := layerOf(pkg)
		if !assert.GreaterOrEqual(t, own, 0, "%s is in no layer", pkg) {
			return
		}
		for _, im := range f.Imports {
			name, err := strconv.Unquote(im.Path.Value)
			require.NoError(t, err)
			to, ours := strings.CutPrefix(name, module)
			below, into := layerOf(to)
			if !ours || into == from {
				continue // a library, or the same entry
			}
			assert.Greater(t, below, own, "%s imports %s", file, to)
		}
	})
}

func TestOnlyTermColours(t *testing.T) {
	eachSource(t, func(pkg, file string) {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		if pkg != "checker/internal/term" {
			assert.False(t, strings.Contains(string(src), `"github.com/fatih/color"`), "%s imports fatih/color", file)
		}
		if pkg != "checker" && filepath.ToSlash(file) != "testrecord/main.go" {
			assert.False(t, callsExit(t, src), "%s calls os.Exit", file)
		}
	})
}

// callsExit reports whether a source file calls os.Exit.
func callsExit(t *testing.T, src []byte) bool {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	require.NoError(t, err)
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if pkg, named := selected(sel, ok); named && pkg == "os" && sel.Sel.Name == "Exit" {
			found = true
		}
		return true
	})
	return found
}

// selected returns the name before the dot of a selector.
func selected(sel *ast.SelectorExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

func TestEveryPackageHasAComment(t *testing.T) {
	documented := map[string]bool{}
	eachSource(t, func(pkg, file string) {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.PackageClauseOnly|parser.ParseComments)
		require.NoError(t, err)
		documented[pkg] = documented[pkg] || f.Doc != nil
	})
	for pkg, ok := range documented {
		assert.True(t, ok, "%s has no package comment", pkg)
	}
}
