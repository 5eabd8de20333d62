package term_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/term"
)

func TestBreak(t *testing.T) {
	for _, c := range []struct {
		line string
		n    int
		want []string
	}{
		{"", 5, []string{""}},
		{"abcde", 5, []string{"abcde"}},
		{"  a word that is long", 12, []string{"  a word", "that is long"}},
		{"abcdefgh", 5, []string{"abcde", "fgh"}},
		{"데이터경쟁", 5, []string{"데이", "터경", "쟁"}},
		{"\x1b[31mabcdef\x1b[0m", 3, []string{"\x1b[31mabc", "def\x1b[0m"}},
		{"\tx", 5, []string{"    x"}},
		{"데이", 1, []string{"데", "이"}},
	} {
		assert.Equal(t, c.want, term.Break(c.line, c.n), "%q", c.line)
	}
	for _, line := range term.Break(strings.Repeat("두 고루틴이 맵 하나를 씁니다. ", 9), 40) {
		assert.LessOrEqual(t, term.Width(line), 40)
	}
}
