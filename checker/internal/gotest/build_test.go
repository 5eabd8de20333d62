package gotest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
)

func TestBuildFailures(t *testing.T) {
	for _, c := range []struct{ name, work, kind, output string }{
		{"syntax", "package main\nfunc One( int {\n", "build", "work.go:2"},
		{"types", "package main\nfunc One() int { return \"x\" }\nfunc Two() int { return nosuch }\n", "build", "undefined: nosuch"},
		{"signature", "package main\nfunc One() string { return \"\" }\nfunc Two() int { return 2 }\n", "build", "one_test.go"},
		{"unknown import", "package main\nimport \"no/such/package\"\nfunc One() int { return 1 }\nfunc Two() int { return 2 }\n", "build", "no/such/package"},
		{"vet", "package main\nimport \"fmt\"\nfunc One() int { fmt.Printf(\"%d\\n\", \"x\"); return 1 }\nfunc Two() int { return 2 }\n", "vet", "Printf format %d"},
		{"refused", "package main\nimport \"os\"\nfunc init() { os.Exit(0) }\nfunc One() int { return 1 }\nfunc Two() int { return 2 }\n", "refused", ""},
		{"empty", "", "file", ""},
		{"other package", "package other\n", "file", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			root, cs := tree(t, c.work, nil)
			res := run(t, root, cs)
			require.NotNil(t, res.Build)
			assert.Equal(t, c.kind, res.Build.Kind)
			assert.Contains(t, string(res.Build.Output), c.output)
			for _, s := range res.Steps {
				assert.False(t, s.Ran)
			}
		})
	}
}

func TestOnlyTheStudentsFileCounts(t *testing.T) {
	wrong := strings.ReplaceAll(right, "return 1", "return 7")
	root, c := tree(t, wrong, map[string]string{
		"lessons/01-small/one_test.go":   "package main\nimport \"testing\"\nfunc TestOne(*testing.T) {}\nfunc TestTwo(*testing.T) {}\n",
		"lessons/01-small/extra_test.go": "package main\nimport (\"os\"; \"testing\")\nfunc TestMain(*testing.M) { os.Exit(0) }\n",
		"lessons/01-small/helper.go":     "package main\nfunc init() { println(\"helper\") }\n",
		"go.mod":                         "module sharedmap-workshop\n\ngo 1.26\n\nrequire no.such/module v1.0.0\n",
	})
	res := run(t, root, c)
	require.Nil(t, res.Build, "%s", outputOf(res.Build))
	assert.False(t, green(res.Steps[0]))
	assert.True(t, green(res.Steps[1]))
	assert.ElementsMatch(t, []string{"extra_test.go", "helper.go", "one_test.go"}, res.Replaced)
	assert.NotContains(t, string(res.Steps[0].Output), "helper")
}

func TestALessonFolderWithoutItsTests(t *testing.T) {
	root, c := tree(t, right, nil)
	dir := filepath.Join(root, "lessons", "01-small")
	require.NoError(t, os.Remove(filepath.Join(dir, "one_test.go")))
	require.NoError(t, os.Remove(filepath.Join(dir, "main.go")))
	res := run(t, root, c)
	require.Nil(t, res.Build, "%s", outputOf(res.Build))
	assert.True(t, green(res.Steps[0]))

	require.NoError(t, os.Remove(filepath.Join(dir, "work.go")))
	res = run(t, root, c)
	require.NotNil(t, res.Build)
	assert.ErrorIs(t, res.Build.Err, course.ErrMissing)
}

func TestAnotherFileInTheStudentsPlace(t *testing.T) {
	root, c := tree(t, "not even Go", nil)
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer b.Close()
	file, err := b.Write("work.go", []byte(right))
	require.NoError(t, err)
	bin, failure, err := b.Compile(t.Context(), gotest.Source{Lesson: c.Lessons[0], File: file})
	require.NoError(t, err)
	require.Nil(t, failure)
	r, err := bin.Run(t.Context(), c.Lessons[0].Steps[0])
	require.NoError(t, err)
	assert.True(t, green(r), "%s", r.Output)
}
