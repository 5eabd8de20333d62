package report

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/verify"
)

func TestAMissedExplanationIsNamed(t *testing.T) {
	e := verify.ExplanationScore{Total: 1, Missed: []verify.WrongExplanation{{Answer: "01-race/racy", Step: "wait", Want: []string{"map-fatal unguarded-counter"}, Got: []string{"data-race unguarded-counter tally.go:10"}}}}
	for _, lang := range msg.Langs() {
		var out bytes.Buffer
		Explanations(&out, term.Style{Column: 80}, msg.New(lang), e)
		assert.Contains(t, out.String(), "01-race/racy")
		assert.Contains(t, out.String(), "map-fatal unguarded-counter")
	}
}

// What an assertion of testify says of a schedule is told like that of a run.
func TestAScheduleTellsWhatAnAssertionExpected(t *testing.T) {
	r := &explore.Result{Cause: explore.Check, Schedules: 3, Message: "\n\tError Trace:\t/src/sum_test.go:26\n\t            \t\t\t\t/src/explorer.go:167\n" +
		"\tError:      \tNot equal: \n\t            \texpected: 2\n\t            \tactual  : 1\n\tTest:       \tTestSum\n"}
	doc := Exploration{Tests: []ExploredTest{NewExploredTest("TestSum", "", r, nil, nil, msg.New("en"))}}
	var out bytes.Buffer
	Explored(&out, term.Style{Column: 80}, msg.New("en"), doc)
	assert.Contains(t, out.String(), "breaks it: Not equal\n    expected  2\n    but got   1\n")
	assert.NotContains(t, out.String(), "explorer.go")
	assert.Equal(t, "2", doc.Tests[0].Findings[0].Expected)
}

// What a program calls its goroutines, and what it stores, may hold control characters. They reach no terminal.
func TestAScheduleIsSafeToShow(t *testing.T) {
	const evil = "a\x1b]0;gone\x07b"
	r := &explore.Result{
		Cause: explore.Deadlock, Schedules: 1,
		Trace:   []explore.Step{{Goroutine: evil, File: "/src/a.go", Line: 3, Code: evil, Op: evil, Value: evil, Name: evil}},
		Blocked: []explore.Blocked{{Goroutine: evil, State: "chan receive", File: "/src/a.go", Line: 3}},
	}
	doc := Exploration{Tests: []ExploredTest{NewExploredTest("TestA", "", r, nil, nil, msg.New("en"))}}
	var out bytes.Buffer
	Explored(&out, term.Style{Column: 80}, msg.New("en"), doc)
	assert.NotContains(t, out.String(), "\x1b")
	assert.NotContains(t, out.String(), "\x07")
	assert.Contains(t, out.String(), "gone")
}
