package course_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	testName    = regexp.MustCompile(`^(Test\w*|test[A-Z]\w*|newTest\w*|_)$`)
	programName = regexp.MustCompile(`^(main|[a-z]+[A-Z]\w*)$`)
)

// TestLessonNamesDoNotCollide checks the names that the lessons' tests and main.go declare. An answer is in the same package and may
// choose any name for its helpers. So names of the tests begin with test, and names of main.go have more than one word.
func TestLessonNamesDoNotCollide(t *testing.T) {
	files, err := filepath.Glob("../../../lessons/*/*.go")
	require.NoError(t, err)
	looked := 0
	for _, file := range files {
		may := programName
		switch {
		case strings.HasSuffix(file, "_test.go"):
			may = testName
		case filepath.Base(file) != "main.go":
			continue
		}
		for _, name := range packageNames(t, file) {
			looked++
			assert.Regexp(t, may, name, "%s: an answer may declare this name", file)
		}
	}
	assert.Greater(t, looked, 100)
}

// knownPackages are the packages that a lesson's files may import under their own names: nobody calls a helper like one of them, or the checker
// says in words that the lesson's tests import it.
var knownPackages = []string{
	"assert", "atomic", "bytes", "context", "errors", "explore", "filepath", "fmt", "fs", "io", "maps", "math", "os", "rand", "reflect", "regexp", "require",
	"runtime", "slices", "strconv", "strings", "sync", "testing", "testrecord", "time",
}

// TestImportsTakeNoNameOfAnAnswer checks the names under which the lessons' tests and main.go import packages: a helper of an answer that has such a
// name does not compile. A package whose own name people use, such as debug, has one of more than one word there.
func TestImportsTakeNoNameOfAnAnswer(t *testing.T) {
	files, err := filepath.Glob("../../../lessons/*/*.go")
	require.NoError(t, err)
	ownName := regexp.MustCompile(`^(go|os|test)[a-z]+$`)
	looked := 0
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		require.NoError(t, err)
		for _, im := range f.Imports {
			path, err := strconv.Unquote(im.Path.Value)
			require.NoError(t, err)
			if im.Name == nil {
				looked++
				name := strings.TrimSuffix(path, "/v2")
				assert.Contains(t, knownPackages, name[strings.LastIndexByte(name, '/')+1:], "%s: an answer may declare this name", file)
			} else if im.Name.Name != "_" {
				assert.Regexp(t, ownName, im.Name.Name, "%s: an answer may declare this name", file)
			}
		}
	}
	assert.Greater(t, looked, 100)
}

// packageNames returns the names that a file declares for its whole package. It leaves out methods, which cannot collide with names of the
// package.
func packageNames(t *testing.T, file string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	var names []string
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}
