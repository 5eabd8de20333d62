package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/term"
)

func TestMarkdownPicturesAndTables(t *testing.T) {
	var out strings.Builder
	Markdown(&out, term.Style{Column: 80}, "# A\n\nKorean: [ko/a.md](ko/a.md) · folder: [x](y)\n\nText.\n\n![Two arrows.](x.svg)\n\n| step | what |\n|---|---|\n| `wait` | too early |\n\nEnd.\n")
	assert.Equal(t, "A\n─\n\nfolder: x\n\nText.\n\n  [Two arrows.]\n\n- step: what\n- `wait`: too early\n\nEnd.\n\n", out.String())
}

func TestMarkdownStressAndQuotes(t *testing.T) {
	var out strings.Builder
	Markdown(&out, term.Style{Column: 80}, "A *data race* and **two** `*T` of `a * b * c`; 2 * 3 * 4.\n\n* one *item*\n\n> Said.\n\n*A picture with `code` in its words.*\n\n### Small\n")
	assert.Equal(t, "A data race and two `*T` of `a * b * c`; 2 * 3 * 4.\n\n* one item\n\nSaid.\n\nA picture with `code` in its words.\n\nSmall\n\n", out.String())
}
