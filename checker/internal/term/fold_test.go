package term_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/term"
)

func TestFold(t *testing.T) {
	assert.Equal(t, "short\n\n    go run ./checker   two columns", term.Fold("short\n\n    go run ./checker   two columns", 40))
	assert.Equal(t, "one two three four\nfive six", term.Fold("one two three four five six", 20))
	assert.Equal(t, "    one two three four\n    five six", term.Fold("    one two three four five six", 24))
	command := "    docker run --rm -it -v \"${PWD}:/workshop\" golang"
	assert.Equal(t, command, term.Fold(command, 30), "a command line can be copied")
	for line := range strings.SplitSeq(term.Fold("  "+strings.Repeat("두 고루틴이 한 맵을 ", 20), 40), "\n") {
		assert.LessOrEqual(t, term.Width(line), 40)
		assert.True(t, strings.HasPrefix(line, "  두") || strings.HasPrefix(line, "  고") || strings.HasPrefix(line, "  한") || strings.HasPrefix(line, "  맵"), line)
	}
}
