// Package outcome judges: it turns what both runs of a step gave into typed findings and exactly one of pass, fail, not-judged.
//
// In go gotest's results, which hold no opinion, and the repo's tree; out come Lessons. Nothing else in the checker decides what is green.
// Its rules:
//
//   - pass needs the record of each run that the step has: the race run's, and the exploring run's where the lesson names a scenario.
//   - What the student's code caused is fail, with a finding that says what it did.
//   - What the machine or a limit caused is not-judged, with its reason, and never costs the student anything.
package outcome

import (
	"io/fs"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
)

// Status is the verdict on a step. The values are stable: they stand in JSON.
type Status string

// The verdicts. NotRun is only for an interrupted run.
const (
	Pass      Status = "pass"
	Fail      Status = "fail"
	NotJudged Status = "not-judged"
	NotRun    Status = "not-run"
)

// Reason says why a step was not judged. The values are stable; msg has a sentence for each under "reason.<reason>".
type Reason string

// The reasons.
const (
	Machine     Reason = "machine"      // the machine lacks something that a run needs: Fault says what
	WallTime    Reason = "wall-time"    // the run took a minute without using its processor time
	Killed      Reason = "killed"       // a signal from outside ended the run
	SearchTime  Reason = "search-time"  // the schedules were not all tried in time
	SearchSize  Reason = "search-size"  // there are more schedules, or longer ones, than are tried
	NotExplored Reason = "not-explored" // the schedules could not be tried at all: Detail says why
	Unsteady    Reason = "unsteady"     // the same schedule did not always end alike
)

// Step is one step's outcome.
type Step struct {
	gotest.StepResult
	Status   Status
	Reason   Reason          // of not-judged
	Fault    gotest.Fault    // of the reason Machine
	Detail   string          // what the machine or the explorer said, as it came
	Findings []goout.Finding // of fail, at least one, but for a lesson that was not built; in no language yet
}

// Lesson is one lesson's outcome.
type Lesson struct {
	Lesson   course.Lesson
	Build    *gotest.BuildFailure // why no step could run; nil when it was built
	Replaced []string             // files of the lesson that differ from the originals, which were used instead
	Refusals []course.Refusal     // what grading does not take in the student's file, though it was judged
	Steps    []Step
}

// Passed returns how many steps passed.
func (l Lesson) Passed() int {
	n := 0
	for _, s := range l.Steps {
		if s.Status == Pass {
			n++
		}
	}
	return n
}

// Judge judges a lesson. src is the repo's tree, where the student's file is read.
func Judge(r gotest.LessonResult, src fs.FS) Lesson {
	out := Lesson{Lesson: r.Lesson, Build: r.Build, Replaced: r.Replaced}
	if own, err := fs.ReadFile(src, r.Lesson.Path()); err == nil {
		out.Refusals = course.Refusals(own)
	}
	for _, s := range r.Steps {
		if r.Build != nil {
			out.Steps = append(out.Steps, Step{StepResult: s, Status: Fail})
			continue
		}
		out.Steps = append(out.Steps, JudgeStep(r.Lesson, s, src))
	}
	return out
}

// JudgeStep judges one step of a lesson that was built.
func JudgeStep(l course.Lesson, s gotest.StepResult, src fs.FS) Step {
	race, search := raceRun(s), exploringRun(s)
	step := Step{StepResult: s, Status: worst(race.status, search.status)}
	switch step.Status {
	case Fail:
		step.Findings = findings(l, s, race, search, src)
	case NotJudged:
		why := race
		if race.status != NotJudged {
			why = search
		}
		step.Reason, step.Detail = why.reason, why.detail
	}
	return step
}

// worst is the verdict of two runs: what one of them proves wrong is wrong, whatever became of the other.
func worst(a, b Status) Status {
	for _, s := range []Status{Fail, NotRun, NotJudged} {
		if a == s || b == s {
			return s
		}
	}
	return Pass
}

// JudgeRace judges a step by its race run alone, while its schedules are still being tried: what is shown meanwhile, and no verdict.
func JudgeRace(l course.Lesson, s gotest.StepResult, src fs.FS) Step {
	race := raceRun(s)
	step := Step{StepResult: s, Status: race.status, Reason: race.reason, Detail: race.detail}
	if race.status == Fail {
		step.Findings = findings(l, s, race, pass(), src)
	}
	return step
}
