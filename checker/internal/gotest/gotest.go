// Package gotest builds a lesson's test binary with the race detector and runs its steps, one process each.
//
// In go course.Lessons and the repo's root, out come LessonResults: what was built, which step passed, and everything that a red
// step printed. It gives no opinion on what that output means.
package gotest

import (
	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/testrecord"
)

// StepResult is what came of one step. Whether that is a pass is package outcome's to say.
type StepResult struct {
	Step      course.Step
	Ran       bool              // the race run was made; the next fields are of it
	Report    testrecord.Report // what its process reported
	Seconds   float64           // wall time of the process
	Output    []byte            // stdout and stderr, bounded; then the race detector's reports
	Raced     bool              // the race detector has reported something
	Cut       bool              // Output lacks its middle
	Flooded   bool              // the process was killed because it printed without end
	Killed    bool              // the process was killed because not even its own limits had ended it
	ExitCode  int               // -1 when a signal ended it
	Cancelled bool              // the run was interrupted

	Explored *Exploration // the exploring run; nil where none was made
}

// Interfered reports whether a limit that a busy machine can reach has ended one of the step's runs: then it is worth another try.
func (r StepResult) Interfered() bool {
	return r.Ran && (r.outside() || r.Report.Limit == link.LimitWall) || r.Explored.interfered()
}

// outside reports whether the process was ended by none of its own doing: by the last time limit, or by a signal that was not ours, such as
// that of a system which has no memory left.
func (r StepResult) outside() bool {
	return !r.Cancelled && !r.Flooded && (r.Killed || r.ExitCode < 0)
}

// BuildFailure says why a lesson's steps could not run at all.
type BuildFailure struct {
	Kind   string // "file", "refused", "build" or "vet"
	Err    error  // for "file" and "refused": what is wrong with the student's file
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

// Event is one thing that happened during a run; exactly one of the three is set.
type Event struct {
	Step   *StepDone
	Lesson *LessonResult
	Built  *Building // only where there is much to build: in a first run
}

// StepDone tells that a step of a lesson has its verdict.
type StepDone struct {
	Lesson course.Lesson
	Result StepResult
}
