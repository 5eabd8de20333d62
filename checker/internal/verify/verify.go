// Package verify is the repo's proof of itself: every start is red, every solution green, each step turns green by its own repair,
// and the bank's answers are judged as they say they must be.
//
// A Trial is one file in the student's place and the verdict that each step must give on it; Run tries them and counts.
package verify

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
)

// Kind says where a trial comes from.
type Kind string

// The five kinds of trials.
const (
	Start    Kind = "start"
	Solution Kind = "solution"
	Repair   Kind = "repair"
	Right    Kind = "right"
	Wrong    Kind = "wrong"
)

// Expected is the verdict that one step must give.
type Expected struct {
	Step course.Step
	Want outcome.Status
}

// Trial is one file in the student's place.
type Trial struct {
	Kind   Kind
	Lesson course.Lesson
	Name   string // "start", "solution", or the file's name without .go
	Source []byte
	Steps  []Expected
}

// Tally is what a step said in all runs of a trial.
type Tally struct {
	Expected
	Red, Green int
	NotJudged  int           // twice in a row
	First      *outcome.Step // the first red run
	Sample     []byte        // what the first run with the wrong verdict printed
	Reason     string        // why the first run without a verdict has none
}

// Wrong is how many runs gave another verdict than was wanted.
func (t Tally) Wrong() int {
	if t.Want == outcome.Pass {
		return t.Red
	}
	return t.Green
}

// Outcome is a trial's result.
type Outcome struct {
	Trial Trial
	Build *gotest.BuildFailure // an answer that does not compile is judged by nobody: always a fault
	Steps []Tally
}

// NotJudged returns how many runs gave no verdict.
func (o Outcome) NotJudged() int {
	n := 0
	for _, t := range o.Steps {
		n += t.NotJudged
	}
	return n
}

// Wrong returns how many runs gave another verdict than was wanted.
func (o Outcome) Wrong() int {
	n := 0
	for _, t := range o.Steps {
		n += t.Wrong()
	}
	return n
}

// OK reports whether every run of every step gave the verdict that was wanted.
func (o Outcome) OK() bool {
	if o.Build != nil {
		return false
	}
	for _, t := range o.Steps {
		if t.Wrong() > 0 || t.NotJudged > 0 {
			return false
		}
	}
	return true
}

// Sum returns how many runs there were, and how many of them were red and green. The rest was not judged.
func (o Outcome) Sum() (runs, red, green int) {
	for _, t := range o.Steps {
		red += t.Red
		green += t.Green
	}
	return red + green + o.NotJudged(), red, green
}
