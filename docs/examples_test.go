package docs_test

import (
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// examplesFolder is where the examples of the texts and the programs of the quizzes are.
const examplesFolder = "docs/examples/"

// example is an example as a page shows it.
type example struct {
	page   string // the page's path
	folder string // the example's folder, such as docs/examples/01/go
	code   string // the code block without its first line
	race   bool   // the command has -race
	output string // what the command prints
}

var exampleCommand = regexp.MustCompile(`^\$ go run (-race )?\./(docs/examples/\S+)$`)

// examplesOf returns the examples of a page, or an error where a code block is not followed by its command.
func examplesOf(name string, blocks []string) ([]example, error) {
	var out []example
	for i, block := range blocks {
		first, rest, _ := strings.Cut(block, "\n")
		if m := exampleCommand.FindStringSubmatch(first); m != nil {
			if i == 0 || !strings.HasPrefix(blocks[i-1], "// "+m[2]+"\n") {
				return nil, fmt.Errorf("%s: expected: the code block of %s right before its command; found: another block, or none", name, m[2])
			}
			out = append(out, example{name, m[2], strings.TrimPrefix(blocks[i-1], "// "+m[2]+"\n"), m[1] != "", rest})
		}
		folder, isCode := strings.CutPrefix(first, "// "+examplesFolder)
		folder = examplesFolder + folder
		next := "no block"
		if i+1 < len(blocks) {
			next, _, _ = strings.Cut(blocks[i+1], "\n")
		}
		if m := exampleCommand.FindStringSubmatch(next); isCode && (m == nil || m[2] != folder) {
			return nil, fmt.Errorf("%s: expected after the code of %s: $ go run ./%[2]s; found: %s", name, folder, next)
		}
	}
	return out, nil
}

// shownExamples returns the examples of all pages.
func shownExamples(t *testing.T) []example {
	t.Helper()
	var out []example
	for _, name := range slices.Concat(glob(t, "docs/*.md"), glob(t, "docs/ko/*.md")) {
		found, err := examplesOf(name, read(t, name).blocks)
		assert.NoError(t, err)
		out = append(out, found...)
	}
	require.NotEmpty(t, out)
	return out
}

// exampleFolders lists all folders of programs, such as docs/examples/01/go.
func exampleFolders(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, name := range glob(t, examplesFolder+"*/*/main.go") {
		out = append(out, path.Dir(name))
	}
	return out
}

func TestExamplesAreShownAsTheyAre(t *testing.T) {
	for _, e := range shownExamples(t) {
		file := e.folder + "/main.go"
		if assert.True(t, exists(file), "%s: expected: the file %s; found: no such file", e.page, file) {
			_, want := splitSource(t, file)
			assert.Equal(t, want, e.code, "%s: expected: %s from after its imports; found: the code block", e.page, file)
		}
	}
}

func TestExamplesAreExamples(t *testing.T) {
	for _, folder := range exampleFolders(t) {
		file := folder + "/main.go"
		head, _ := splitSource(t, file)
		assert.True(t, strings.HasPrefix(head, "// "), "%s: expected: a first comment that says what to see here; found: %q", file, head)
		formatted, err := format.Source([]byte(content(t, file)))
		require.NoError(t, err, file)
		assert.Equal(t, string(formatted), content(t, file), "%s: expected: the file as gofmt writes it; found: another form", file)
	}
	out, err := goInRoot(t, "vet", "-tags=quiz", "./"+examplesFolder+"...")
	assert.NoError(t, err, "expected: go vet finds nothing in %s; found:\n%s", examplesFolder, out)
}

// TestEveryExampleIsUsed holds that a page shows the program, or a quiz asks about it.
func TestEveryExampleIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, e := range shownExamples(t) {
		used[e.folder] = true
	}
	for _, name := range glob(t, "lessons/*/quiz.toml") {
		var quiz struct{ Question []struct{ Program string } }
		_, err := toml.Decode(content(t, name), &quiz)
		require.NoError(t, err, name)
		for _, q := range quiz.Question {
			assert.True(t, exists(q.Program+"/main.go"), "%s: expected: %s/main.go; found: no such file", name, q.Program)
			used[q.Program] = true
		}
	}
	for _, folder := range exampleFolders(t) {
		assert.True(t, used[folder], "%s: expected: a page or a quiz.toml that uses this program; found: none", folder)
	}
}

// splitSource returns what stands in a Go file before its imports, and what stands after them.
func splitSource(t *testing.T, file string) (head, rest string) {
	t.Helper()
	src := content(t, file)
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.ImportsOnly)
	require.NoError(t, err)
	end := f.Name.End()
	for _, d := range f.Decls {
		end = d.End()
	}
	return src[:fset.Position(f.Package).Offset], strings.TrimLeft(src[fset.Position(end).Offset:], "\n")
}

func TestExamplesAreRead(t *testing.T) {
	code, command := "// docs/examples/01/a\nfunc main() {}\n", "$ go run -race ./docs/examples/01/a\nexit status 1\n"
	got, err := examplesOf("page.md", []string{"other\n", code, command})
	require.NoError(t, err)
	require.Equal(t, []example{{"page.md", "docs/examples/01/a", "func main() {}\n", true, "exit status 1\n"}}, got)
	for _, blocks := range [][]string{{code}, {command}, {code, "other\n", command}, {code, "$ go run ./docs/examples/01/b\n"}} {
		_, err := examplesOf("page.md", blocks)
		require.ErrorContains(t, err, "page.md: expected", "%q", blocks)
		require.ErrorContains(t, err, "found: ", "%q", blocks)
	}
}
