package docs_test

import (
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryTodoIsInBothLanguages holds that in the files that students edit each TODO's English text is followed by its Korean one.
func TestEveryTodoIsInBothLanguages(t *testing.T) {
	todos := 0
	for _, name := range glob(t, "lessons/*/*.go") {
		if strings.HasSuffix(name, "_test.go") || path.Base(name) == "main.go" {
			continue
		}
		lines := strings.Split(content(t, name), "\n")
		for i, line := range lines {
			if !strings.Contains(line, "// TODO(") {
				continue
			}
			todos++
			assert.False(t, hangul(line), "%s:%d", name, i+1)
			assert.True(t, koreanFollows(lines[i+1:]), "%s:%d: no line that begins with 한국어: follows", name, i+1)
		}
	}
	require.GreaterOrEqual(t, todos, 27)
}

// koreanFollows reports whether the comment lines come to a Korean text before they come to another TODO or to their end.
func koreanFollows(lines []string) bool {
	for _, line := range lines {
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "// ")
		switch {
		case strings.HasPrefix(comment, "한국어: "):
			return true
		case !ok || strings.HasPrefix(comment, "TODO("):
			return false
		}
	}
	return false
}

// TestProgramsChooseTheLanguageAlike holds that the lessons' programs have one rule for the reader's language. They cannot import it.
func TestProgramsChooseTheLanguageAlike(t *testing.T) {
	rules := map[string][]string{}
	for _, name := range glob(t, "lessons/*/main.go") {
		src := content(t, name)
		at := strings.Index(src, "func programWords(")
		if at < 0 {
			assert.False(t, hangul(src), "%s speaks Korean without programWords", name)
			continue
		}
		rule, _, _ := strings.Cut(src[at:], "\n}\n")
		rules[rule] = append(rules[rule], name)
	}
	assert.Len(t, rules, 1, "files with each rule: %v", rules)
}
