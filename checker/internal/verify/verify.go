// Package verify checks the workshop itself: every start is red, every solution is green, each repair turns its own step green,
// and the checker judges the bank's answers correctly.
//
// A Trial is one file in place of the student's file, and the verdict that each step must give. Run runs the trials and counts the verdicts.
package verify

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
)

// Kind is the origin of a trial.
type Kind string

// The five kinds of trials.
const (
	Start    Kind = "start"
	Solution Kind = "solution"
	Repair   Kind = "repair"
	Right    Kind = "right"
	Wrong    Kind = "wrong"
)

// ExpectedVerdict is the verdict that one step must give.
type ExpectedVerdict struct {
	Step course.Step
	Want outcome.Status
}

// Trial is one file in place of the student's file, with the verdicts that its steps must give.
type Trial struct {
	Kind   Kind
	Lesson course.Lesson
	Name   string // "start", "solution", or the file's name without .go
	Source []byte
	Steps  []ExpectedVerdict
}

// Tally counts a step's verdicts in all runs of a trial.
type Tally struct {
	ExpectedVerdict
	Red, Green int
	NotJudged  int           // runs without a verdict, also when they were repeated
	FirstRed   *outcome.Step // the outcome of the first red run
	Sample     []byte        // the output of the first run with the wrong verdict
	Reason     string        // why the first run without a verdict was not judged
}

// Wrong returns how many runs gave the wrong verdict.
func (t Tally) Wrong() int {
	if t.Want == outcome.Pass {
		return t.Red
	}
	return t.Green
}

// Outcome is a trial's result.
type Outcome struct {
	Trial Trial
	Build *gotest.BuildFailure // the error of a file that does not compile, which is always a fault
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

// Wrong returns how many runs of all steps gave the wrong verdict.
func (o Outcome) Wrong() int {
	n := 0
	for _, t := range o.Steps {
		n += t.Wrong()
	}
	return n
}

// OK reports whether every run of every step gave the expected verdict.
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

// Sum returns the number of runs, and the numbers of red and green ones. The other runs were not judged.
func (o Outcome) Sum() (runs, red, green int) {
	for _, t := range o.Steps {
		red += t.Red
		green += t.Green
	}
	return red + green + o.NotJudged(), red, green
}
