package verify_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/verify"
)

// racy is an answer whose Sum adds up without a lock, and a report of that race; %EXPLAIN% is what the answer says of itself.
const racy = `// wrong: wait
// Adds up without a lock.
%EXPLAIN%
package main

func Sum(n int) int {
	total := 0
	for range n {
		go func() {
			total++ // bug
		}()
	}
	return total
}
`

const racyOutput = `==================
WARNING: DATA RACE
Write at 0x00c000012345 by goroutine 8:
  sharedmap-workshop/lessons/01-race.Sum.func1()
      /w/lessons/01-race/tally.go:10 +0x44

Previous write at 0x00c000012345 by goroutine 7:
  sharedmap-workshop/lessons/01-race.Sum.func1()
      /w/lessons/01-race/tally.go:10 +0x44

Goroutine 8 (running) created at:
  sharedmap-workshop/lessons/01-race.Sum()
      /w/lessons/01-race/tally.go:9 +0x99

Goroutine 7 (finished) created at:
  sharedmap-workshop/lessons/01-race.Sum()
      /w/lessons/01-race/tally.go:9 +0x99
==================
`

func score(t *testing.T, explain string) verify.ExplanationScore {
	t.Helper()
	return scoreOf(t, racy, explain)
}

func scoreOf(t *testing.T, source, explain string) verify.ExplanationScore {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	l := c.Lessons[0]
	trial := verify.Trial{Kind: verify.Wrong, Lesson: l, Name: "racy", Source: []byte(strings.Replace(source, "%EXPLAIN%", explain, 1))}
	tree := fstest.MapFS{l.Path(): &fstest.MapFile{Data: trial.Source}}
	red := outcome.JudgeStep(l, gotest.StepResult{Step: l.Steps[0], Ran: true, Raced: true, ExitCode: 66, Output: []byte(racyOutput)}, tree)
	o := verify.Outcome{Trial: trial, Steps: []verify.Tally{{ExpectedVerdict: verify.ExpectedVerdict{Step: l.Steps[0], Want: outcome.Fail}, Red: 1, FirstRed: &red}}}
	e, err := verify.Score([]verify.Outcome{o})
	require.NoError(t, err)
	return e
}

func TestAnExplanationIsRightWithKindPatternAndLine(t *testing.T) {
	e := score(t, "// explain: data-race unguarded-counter")
	assert.Equal(t, 1, e.Total)
	assert.Equal(t, 1, e.Right, "%+v", e.Missed)
	assert.True(t, e.OK())
}

func TestAnotherLineIsAMiss(t *testing.T) {
	source := strings.Replace(racy, " // bug", "", 1) + "\nfunc other() {} // bug\n"
	e := scoreOf(t, source, "// explain: data-race unguarded-counter")
	require.Len(t, e.Missed, 1)
	assert.False(t, e.Missed[0].Confident)
}

func TestAnotherPatternIsConfidentlyWrong(t *testing.T) {
	for _, explain := range []string{"// explain: data-race shared-map", "// explain: data-race", "//"} {
		e := score(t, explain)
		require.Len(t, e.Missed, 1, explain)
		assert.True(t, e.Missed[0].Confident, explain)
		assert.False(t, e.OK(), explain)
	}
}

func TestAnotherKindIsAMiss(t *testing.T) {
	e := score(t, "// explain: map-fatal unguarded-counter")
	require.Len(t, e.Missed, 1)
	assert.False(t, e.Missed[0].Confident)
	assert.False(t, e.OK(), "0 of 1")
}

func TestAnAnswersOwnWordsMustBeReadable(t *testing.T) {
	_, err := verify.Trial{Source: []byte("// explain: one two three\n")}.Explanations()
	assert.Error(t, err)
}
