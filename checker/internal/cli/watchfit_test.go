package cli

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/report"
)

func numbered(what string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s %d", what, i))
	}
	return out
}

func TestFit(t *testing.T) {
	f := frame{
		head: numbered("head", 1), tail: numbered("next", 1), more: "more",
		parts: []report.Part{
			{Lines: numbered("reason", 3)},
			{Lines: numbered("picture", 6), Whole: true, Instead: []string{"key"}},
			{Lines: numbered("rest", 2)},
		},
	}
	for _, c := range []struct {
		rows int
		want string
	}{
		{17, "head 0||reason 0|reason 1|reason 2||picture 0|picture 1|picture 2|picture 3|picture 4|picture 5||rest 0|rest 1||next 0"},
		{14, "head 0|reason 0|reason 1|reason 2|picture 0|picture 1|picture 2|picture 3|picture 4|picture 5|rest 0|rest 1||next 0"},
		{10, "head 0||reason 0|reason 1|reason 2|key|rest 0|rest 1||next 0"}, // the picture is whole or not there
		{8, "head 0|reason 0|reason 1|reason 2|key|rest 0|rest 1|next 0"},
		{7, "head 0|reason 0|reason 1|reason 2|key|more|next 0"},
		{4, "head 0|reason 0|more|next 0"},
		{2, "head 0|more"},
	} {
		lines := f.fit(80, c.rows)
		assert.Equal(t, c.want, strings.Join(lines, "|"), "%d rows", c.rows)
		assert.LessOrEqual(t, len(lines), c.rows)
	}
	_, ok := f.whole(80, 17)
	assert.True(t, ok)
	_, ok = f.whole(80, 16)
	assert.False(t, ok)
	for _, line := range f.fit(5, 20) {
		assert.LessOrEqual(t, len(line), 5)
	}
}
