package report

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A failure can be about blanks only: what the program wrote is shown with all of them.
func TestAQuotedTextKeepsItsBlanks(t *testing.T) {
	say := msg.New("en")
	for _, f := range []goout.Finding{
		{Kind: goout.KindAssertion, File: "render_test.go", Line: 33, Message: `got "a  b", want "a b"`},
		{Kind: goout.KindAssertion, File: "render_test.go", Line: 33, Expected: `"a b"`, Actual: `"a  b"`},
	} {
		f.Text = words(f, say)
		var out bytes.Buffer
		finding(&out, term.Style{Column: 80}, say, f, fstest.MapFS{})
		assert.Contains(t, out.String(), `"a  b"`)
		assert.Contains(t, problem{Finding: f, local: func(file string) string { return file }}.firstLine(say), `"a  b"`)
	}
}
