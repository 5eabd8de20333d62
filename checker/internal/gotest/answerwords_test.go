package gotest

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/testrecord"
)

// What a test says about a value, and the runtime about a function, has the names that the student's own run has: package main, and no package
// of the checker's.
func TestAnAnswerIsPackageMain(t *testing.T) {
	const answer = "answera854e8001a93c839"
	for said, want := range map[string]string{
		"expected  " + answer + ".Visit{Page:\"/0\"}":                                     "expected  main.Visit{Page:\"/0\"}",
		"[]*" + answer + ".T(nil)":                                                        "[]*main.T(nil)",
		"sharedmap-workshop/lessons/01-race/" + answer + ".Sum(0x1)":                      "sharedmap-workshop/lessons/01-race.Sum(0x1)",
		"created by sharedmap-workshop/lessons/01-race/" + answer + ".Sum in goroutine 7": "created by sharedmap-workshop/lessons/01-race.Sum in goroutine 7",
		"nothing of it": "nothing of it",
	} {
		assert.Equal(t, want, string(asMain(answer).output([]byte(said))))
		got := asMain(answer).report(testrecord.Report{Failures: []testrecord.Failure{{Rule: answer, Expected: said, Happened: said, Assertion: said, Panic: &testrecord.Panic{Value: said}}}}).Failures[0]
		assert.Equal(t, []string{want, want, want, want}, []string{got.Expected, got.Happened, got.Assertion, got.Panic.Value})
	}
	assert.Equal(t, "main.T", string(asMain("").output([]byte("main.T"))), "a binary with one answer")
}
