package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

func TestWhatTheStudentsCodePrints(t *testing.T) {
	s := &StepReport{ID: "01-race/wait", raw: []byte("one\n\x1b[2Jtwo\nthree\nfour\n--- FAIL: TestSum (0.00s)\n    sum_test.go:3: wrong\nFAIL\n")}
	var out bytes.Buffer
	writePrinted(&out, term.Style{Column: 80}, msg.New("en"), s)
	assert.Contains(t, out.String(), "printed: 4")
	assert.Contains(t, out.String(), "    ·[2Jtwo\n")
	assert.NotContains(t, out.String(), "four")
	assert.NotContains(t, out.String(), "wrong")
	assert.Contains(t, out.String(), "run wait --raw")

	out.Reset()
	writePrinted(&out, term.Style{Column: 80}, msg.New("en"), &StepReport{raw: []byte("--- FAIL: TestSum (0.00s)\n")})
	assert.Empty(t, out.String())
}
