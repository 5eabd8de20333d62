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
	assert.Equal(t, "A\n\nfolder: x\n\nText.\n\n  [Two arrows.]\n\n- step: what\n- `wait`: too early\n\nEnd.\n\n", out.String())
}
