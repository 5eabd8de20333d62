package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/verify"
)

func TestTheTableOfTrialsIsASCII(t *testing.T) {
	outcomes := []verify.Outcome{{Trial: verify.Trial{Kind: "right", Name: "cond", Lesson: course.Lesson{ID: "02-mutex"}}}}
	var b bytes.Buffer
	Trials(term.ASCII(&b), term.Style{Ascii: true, Column: 80}, msg.New("en"), outcomes, []string{"a fault"})
	assert.Contains(t, b.String(), "02-mutex/cond")
	for _, c := range b.Bytes() {
		assert.Less(t, c, byte(128), "%s", b.String())
	}
}
