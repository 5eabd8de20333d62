package report

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A compiler's error names a column: what stands there is underlined, and not the whole line.
func TestTheWordAtTheColumnIsUnderlined(t *testing.T) {
	src := fstest.MapFS{"a.go": {Data: []byte("package a\n\nfunc f() (int, bool) {\n\treturn 1, 값found // no\n}\n")}}
	draw := func(column int) string {
		var out strings.Builder
		Picture(&out, term.Style{Column: 80}, msg.New("en"), goout.Finding{Kind: goout.KindBuild, File: "a.go", Line: 4, Column: column}, src)
		return out.String()
	}
	assert.Contains(t, draw(12), "     4     return 1, 값found // no\n                     ~~~~~~~\n")
	long := fstest.MapFS{"a.go": {Data: []byte("package a\n\nvar _ = " + strings.Repeat("x", 100) + "\nvar y = " + strings.Repeat(" ", 90) + "z\nvar w = 1\n")}}
	for line, column := range map[int]int{3: 9, 4: 99} { // wider than the picture, and than the lines around
		var out strings.Builder
		Picture(&out, term.Style{Column: 60}, msg.New("ko"), goout.Finding{Kind: goout.KindBuild, File: "a.go", Line: line, Column: column}, long)
		assert.Contains(t, out.String(), "~")
	}
	for _, column := range []int{0, 10, 11, 99} { // none, no identifier, no such column
		assert.Contains(t, draw(column), "\n           ~~~~~~~~~~~~~~~~~\n", column)
	}
}
