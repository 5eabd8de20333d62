// Package gotest builds a lesson's test binary with the race detector and runs its steps, one process for each step.
//
// Its input is course.Lessons and the repo's root. Its output is LessonResults: what was built, which tests passed, and everything that a
// failed test printed. It does not interpret that output.
package gotest

import (
	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/testrecord"
)

// StepResult is the result of one step's runs. Package outcome decides whether the step passed.
type StepResult struct {
	Step      course.Step
	Ran       bool              // the race run was made; the next fields belong to it
	Report    testrecord.Report // what the step's process reported
	Seconds   float64           // wall time of the process
	Output    []byte            // stdout and stderr, bounded; then the race detector's reports
	Raced     bool              // the race detector reported a race
	Truncated bool              // the middle of Output is missing
	Flooded   bool              // the process was killed because it printed too much
	Killed    bool              // the process was killed because it ran longer than its own time limits
	ExitCode  int               // -1 if a signal ended the process
	Cancelled bool              // the run was interrupted
	Stopped   string            // the limit of the sandbox that ended the process, as package sandbox names it; "" without one

	Explored *Exploration // the exploring run; nil if there was none
}

// Interfered reports whether one of the step's runs was ended by a limit, and the other run does not fail the step anyway. Such a run is worth
// a retry on a machine that does nothing else.
func (r StepResult) Interfered() bool {
	return r.raceInterfered() || r.Explored.interfered() && !r.raceFailed()
}

// raceInterfered reports whether the race run was ended by a limit other than the one of package testrecord on processor time.
func (r StepResult) raceInterfered() bool {
	return r.Ran && (r.endedExternally() || r.Report.Limit == link.LimitWall || !r.Cancelled && worthRetry(limitNamed(r.Stopped)))
}

// raceFailed reports whether the race run ended without a pass, and not by a limit. The step fails then, whatever its
// exploring run finds.
func (r StepResult) raceFailed() bool {
	passed := r.Report.Passed() && r.ExitCode == 0 && !r.Raced
	return r.Ran && !r.Cancelled && !passed && !r.raceInterfered()
}

// endedExternally reports whether the process was ended neither by itself, as by a forbidden system call, nor by a limit on its output:
// killTimeout was reached, or a signal from elsewhere killed it, for example because the system has no memory left.
func (r StepResult) endedExternally() bool {
	return !r.Cancelled && !r.Flooded && r.Stopped != string(sandbox.Forbidden) && (r.Killed || r.ExitCode < 0)
}

// BuildFailure is the reason why none of a lesson's steps could run.
type BuildFailure struct {
	Kind   string // "file", "refused", "build" or "vet"
	Err    error  // for "file" and "refused": the error of the student's file
	Output []byte // for "build" and "vet": the output of the go command
}

// LessonResult is the result of one lesson's run.
type LessonResult struct {
	Lesson   course.Lesson
	Build    *BuildFailure // nil if the lesson was built
	Replaced []string      // files that differ from the originals; the originals were used instead
	Steps    []StepResult
}

// Source is a lesson to build, and the file to use as the student's file.
type Source struct {
	Lesson course.Lesson
	File   string // an absolute path, or "" for the student's own file
	Lang   string // the language of the tests' messages; "" for the Builder's
}

// Event is one thing that happened during a run. Exactly one of its fields is set.
type Event struct {
	Step   *StepDone
	Lesson *LessonResult
	Built  *Building // sent only if there are many packages to build, as in a first run
}

// StepDone is the result of a step's race run, sent as soon as it is known.
type StepDone struct {
	Lesson course.Lesson
	Result StepResult
}
