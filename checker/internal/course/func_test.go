package course_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// The function that a step is about stands in the lesson's file.
func TestTheFunctionOfAStepIsThere(t *testing.T) {
	lessons, err := course.Load(os.DirFS("../../.."))
	require.NoError(t, err)
	named := 0
	for _, l := range lessons {
		f, err := parser.ParseFile(token.NewFileSet(), "../../../"+l.Path(), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		has := map[string]bool{}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				has[fn.Name.Name] = true
			}
		}
		for _, s := range l.Steps {
			if s.Func != "" {
				named++
				assert.True(t, has[s.Func], "%s: no function %s", l.StepID(s), s.Func)
			}
		}
	}
	assert.Positive(t, named)
}
