// Package gotest builds a lesson's test binary with the race detector and runs its steps, one process each.
//
// In go course.Lessons and the repo's root, out come LessonResults: what was built, which step passed, and everything that a red
// step printed. It gives no opinion on what that output means.
package gotest

import (
	"sharedmap-workshop/checker/internal/course"
)

// Status is the verdict on a step.
type Status string

// The three verdicts. NotRun is only for an interrupted run or a fault of the machine.
const (
	Pass   Status = "pass"
	Fail   Status = "fail"
	NotRun Status = "not-run"
)

// StepResult is one step's run.
type StepResult struct {
	Step      course.Step
	Status    Status
	Seconds   float64 // wall time of the step's process
	Output    []byte  // stdout and stderr, bounded; then the race detector's reports
	Cut       bool    // Output lacks its middle
	Flooded   bool    // the process was killed because it printed without end
	TimedOut  bool    // the process was killed because its own time limit did not end it
	ExitCode  int     // -1 when a signal ended it
	Recorded  bool    // the verdict arrived on its channel
	Cancelled bool    // the run was interrupted

	Explored *Exploration // the exploring run; nil where the step has none
}

// BuildFailure says why a lesson's steps could not run at all.
type BuildFailure struct {
	Kind   string // "file", "build" or "vet"
	Err    error  // for "file": what is wrong with the student's file
	Output []byte // for "build" and "vet": what the go command printed
}

// LessonResult is one lesson's run.
type LessonResult struct {
	Lesson   course.Lesson
	Build    *BuildFailure // nil when it was built
	Replaced []string      // files of the lesson that differ from the originals, which were used instead
	Steps    []StepResult
}

// Source is a lesson to build, and the file that takes the student's place.
type Source struct {
	Lesson course.Lesson
	File   string // absolute; "" is the student's own file
}

// Event is one thing that happened during a run; exactly one of the two is set.
type Event struct {
	Step   *StepDone
	Lesson *LessonResult
}

// StepDone tells that a step of a lesson has its verdict.
type StepDone struct {
	Lesson course.Lesson
	Result StepResult
}
