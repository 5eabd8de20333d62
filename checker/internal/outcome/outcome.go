// Package outcome judges steps: it turns the results of both runs of a step into typed findings and exactly one of pass, fail and not-judged.
//
// Judge turns a result of gotest, which contains no verdict, into a Lesson. No other package of the checker decides whether a step is green.
// Its rules:
//
//   - A step passes only with the record of each of its runs: the race run, and the exploring run if the lesson names a scenario for the step.
//   - A failure that the student's code caused is fail, with a finding that says what the code did.
//   - A failure that the machine or a limit caused is not-judged, with its reason, and does not count against the student.
package outcome

import (
	"io/fs"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
)

// Status is the verdict on a step. The values are stable, because the JSON output contains them.
type Status string

// The verdicts. Only a run that was interrupted or failed has steps with NotRun.
const (
	Pass      Status = "pass"
	Fail      Status = "fail"
	NotJudged Status = "not-judged"
	NotRun    Status = "not-run"
)

// Reason is why a step was not judged. The values are stable. msg has a sentence for each under "reason.<reason>".
type Reason string

// The reasons.
const (
	Machine          Reason = "machine"      // the machine lacks something that a run needs; Fault names it
	WallTime         Reason = "wall-time"    // the run reached its limit of wall time before its limit of processor time
	Killed           Reason = "killed"       // another process ended the run with a signal
	SearchTime       Reason = "search-time"  // the time limit ended the search before all schedules were tried
	SearchSize       Reason = "search-size"  // the number or the length of the schedules exceeds a limit
	NotExplored      Reason = "not-explored" // no schedule could be tried; Detail says why
	Nondeterministic Reason = "unsteady"     // one schedule had different results when it was repeated
)

// Step is one step's outcome.
type Step struct {
	gotest.StepResult
	Status   Status
	Reason   Reason          // why the step was not judged
	Fault    gotest.Fault    // the fault, if Reason is Machine
	Detail   string          // the unchanged text of the machine or the explorer
	Findings []goout.Finding // without texts; a failed step has at least one, unless its lesson was not built
}

// Lesson is one lesson's outcome.
type Lesson struct {
	Lesson   course.Lesson
	Build    *gotest.BuildFailure // why no step could run; nil if the lesson was built
	Replaced []string             // files of the lesson that differ from the originals; the originals were used
	Refusals []course.Refusal     // code in the student's file that grading does not accept; the file was judged all the same
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

// Judge returns the outcome of a lesson. src is the repo's tree, which contains the student's file.
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

// JudgeStep returns the outcome of one step of a lesson that was built.
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

// worst returns the verdict of a step from the verdicts of its two runs. The step fails if one run fails, whatever the other run's verdict is.
func worst(a, b Status) Status {
	for _, s := range []Status{Fail, NotRun, NotJudged} {
		if a == s || b == s {
			return s
		}
	}
	return Pass
}

// JudgeRace returns a provisional outcome from the race run alone. The checker shows it while the exploring run is still going on.
func JudgeRace(l course.Lesson, s gotest.StepResult, src fs.FS) Step {
	race := raceRun(s)
	step := Step{StepResult: s, Status: race.status, Reason: race.reason, Detail: race.detail}
	if race.status == Fail {
		step.Findings = findings(l, s, race, pass(), src)
	}
	return step
}
