package report

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// A finding that names only a line of the tests leads to the student's function; any other one to the line itself.
func TestAFindingLeadsToTheStudentsFile(t *testing.T) {
	src := newSources(fstest.MapFS{"move.go": {Data: []byte("package main\n\ntype box struct{}\n\nfunc (b *box) Move() {}\n")}})
	l := &LessonReport{file: "lessons/05-x/move.go", dir: "lessons/05-x"}
	head := func(file, fn string) string {
		return heading(term.Style{Column: 80}, msg.New("en"), goout.Finding{Kind: goout.KindAssertion, File: file, Line: 9}, src, l, fn)
	}
	assert.Equal(t, "lessons/05-x/move.go:5  Move, tested at move_test.go:9", head("lessons/05-x/move_test.go", "Move"))
	assert.Equal(t, "lessons/05-x/move_test.go:9", head("lessons/05-x/move_test.go", ""), "the step is about no single function")
	assert.Equal(t, "lessons/05-x/move_test.go:9", head("lessons/05-x/move_test.go", "Gone"), "the student has removed it")
	assert.Equal(t, "lessons/05-x/move.go:9", head("lessons/05-x/move.go", "Move"))
	assert.Empty(t, head("", "Move"))
}
