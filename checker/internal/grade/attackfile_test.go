package grade_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
)

// attack is a file of testdata/attacks, a text because gofmt could not read some of them: a submission to lesson 01 that tries to cheat or to do harm. It begins with
//
//	// tries: what it wants to do
//	// state: the states that it may get, the usual one first
//	// points: the most points that it may get
//	// says: a text that the line of results has, so that somebody can see what was stopped
//	// slow: it takes long, so it is tried only with WORKSHOP_LONG=whole (optional)
//	// rest: right, start or none: what it does not declare comes from the solution, from the original, or from nowhere
//
// In it, <<120000 times (>> stands for so many parentheses.
type attack struct {
	name, tries, says string
	states            []results.State
	points            int
	slow              bool
	text              string
}

var (
	attackHead  = regexp.MustCompile(`(?m)^// (tries|state|points|says|slow|rest): (.*)$`)
	attackTimes = regexp.MustCompile(`<<(\d+) times ([^>\n]+)>>`)
)

// readAttacks returns the attacks. rests are the files from which they take what they do not declare.
func readAttacks(t *testing.T, rests map[string]string) []attack {
	t.Helper()
	files, err := filepath.Glob("testdata/attacks/*.go.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []attack
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		all = append(all, readAttack(t, strings.TrimSuffix(filepath.Base(file), ".go.txt"), string(text), rests))
	}
	return all
}

func readAttack(t *testing.T, name, text string, rests map[string]string) attack {
	t.Helper()
	head := map[string]string{}
	for _, m := range attackHead.FindAllStringSubmatch(text, -1) {
		head[m[1]] = m[2]
	}
	for _, key := range []string{"tries", "state", "points", "says", "rest"} {
		require.NotEmpty(t, head[key], "%s: no line // %s:", name, key)
	}
	a := attack{name: name, tries: head["tries"], says: head["says"], slow: head["slow"] != ""}
	for _, state := range strings.Fields(head["state"]) {
		a.states = append(a.states, results.State(state))
	}
	var err error
	a.points, err = strconv.Atoi(head["points"])
	require.NoError(t, err, name)
	a.text = attackTimes.ReplaceAllStringFunc(text, func(s string) string {
		m := attackTimes.FindStringSubmatch(s)
		n, err := strconv.Atoi(m[1])
		require.NoError(t, err, name)
		return strings.Repeat(m[2], n)
	})
	if head["rest"] != "none" {
		require.Contains(t, rests, head["rest"], name)
		a.text += missing(t, a.text, rests[head["rest"]])
	}
	return a
}

// missing returns the declarations of a whole file that a text, which need not be Go, does not have.
func missing(t *testing.T, text, whole string) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", whole, parser.ParseComments)
	require.NoError(t, err)
	var rest strings.Builder
	for _, d := range f.Decls {
		name := ""
		switch d := d.(type) {
		case *ast.FuncDecl:
			name = d.Name.Name
		case *ast.GenDecl:
			if s, ok := d.Specs[0].(*ast.TypeSpec); ok {
				name = s.Name.Name
			}
		}
		if name != "" && !regexp.MustCompile(`(?m)^(func|type) `+name+`\b`).MatchString(text) {
			rest.WriteString("\n" + whole[fset.Position(d.Pos()).Offset:fset.Position(d.End()).Offset] + "\n")
		}
	}
	return rest.String()
}
