package outcome_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/testrecord"
)

var (
	plain    = course.Step{ID: "plain", Test: "TestPlain"}
	explored = course.Step{ID: "explored", Test: "TestExplored", Scenario: "TestExplore"}
	lesson   = course.Lesson{ID: "01-small", File: "work.go", Steps: []course.Step{plain, explored}}
)

// whole is the record of a test that ran to its end and found nothing wrong.
var whole = testrecord.Report{Began: true, Done: true, Ended: true}

func result(r *explore.Result) *gotest.Exploration { return &gotest.Exploration{Result: r} }
func failed(err error) *gotest.Exploration         { return &gotest.Exploration{Err: err} }

// every holds what both runs of a step may come to.
var every = []struct {
	name   string
	step   gotest.StepResult
	want   outcome.Status
	reason outcome.Reason
	cause  string // of the first finding
}{
	{"a whole record", gotest.StepResult{Step: plain, Ran: true, Report: whole}, outcome.Pass, "", ""},
	{"no record", gotest.StepResult{Step: plain, Ran: true}, outcome.Fail, "", "no-record"},
	{"a record that does not begin", gotest.StepResult{Step: plain, Ran: true, Report: testrecord.Report{Done: true, Ended: true}}, outcome.Fail, "", ""},
	{"a record without the test's end", gotest.StepResult{Step: plain, Ran: true, Report: testrecord.Report{Began: true, Ended: true}}, outcome.Fail, "", ""},
	{"a record without the process's end", gotest.StepResult{Step: plain, Ran: true, Report: testrecord.Report{Began: true, Done: true}}, outcome.Fail, "", "no-record"},
	{"a whole record and another exit status", gotest.StepResult{Step: plain, Ran: true, Report: whole, ExitCode: 66}, outcome.Fail, "", ""},
	{"a whole record and a race at the end", gotest.StepResult{Step: plain, Ran: true, Report: whole, Raced: true}, outcome.Fail, "", ""},
	{"races counted by the process", gotest.StepResult{Step: plain, Ran: true, Report: testrecord.Report{Began: true, Done: true, Ended: true, Races: 1}}, outcome.Fail, "", ""},
	{"a failure and a pass", gotest.StepResult{Step: plain, Ran: true, Report: testrecord.Report{Began: true, Done: true, Ended: true, Failures: []testrecord.Failure{{Rule: "r"}}}}, outcome.Fail, "", ""},
	{"a flood", gotest.StepResult{Step: plain, Ran: true, Flooded: true, ExitCode: -1}, outcome.Fail, "", "flood"},
	{"processor time", gotest.StepResult{Step: plain, Ran: true, ExitCode: 2, Report: testrecord.Report{Began: true, Limit: link.LimitProcessor}}, outcome.Fail, "", "spins"},
	{"time on the wall", gotest.StepResult{Step: plain, Ran: true, ExitCode: 2, Report: testrecord.Report{Began: true, Limit: link.LimitWall}}, outcome.NotJudged, outcome.WallTime, ""},
	{"killed by the last limit", gotest.StepResult{Step: plain, Ran: true, ExitCode: -1, Killed: true}, outcome.NotJudged, outcome.WallTime, ""},
	{"killed from outside", gotest.StepResult{Step: plain, Ran: true, ExitCode: -1}, outcome.NotJudged, outcome.Killed, ""},
	{"more memory than it may have", gotest.StepResult{Step: plain, Ran: true, ExitCode: -1, Stopped: "memory"}, outcome.Fail, "", "limit-memory"},
	{"a whole record, and too much memory", gotest.StepResult{Step: plain, Ran: true, Report: whole, Stopped: "memory"}, outcome.Fail, "", "limit-memory"},
	{"a forbidden system call", gotest.StepResult{Step: plain, Ran: true, ExitCode: -1, Stopped: "forbidden"}, outcome.Fail, "", "limit-forbidden"},
	{"the sandbox's limit on the clock", gotest.StepResult{Step: plain, Ran: true, ExitCode: -1, Stopped: "wall"}, outcome.NotJudged, outcome.WallTime, ""},
	{"killed under the sandbox by somebody else", gotest.StepResult{Step: plain, Ran: true, ExitCode: -1, Stopped: "killed"}, outcome.NotJudged, outcome.Killed, ""},
	{"a search that takes too much memory", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(&instrument.NoResultError{ExitCode: -1, Stopped: "memory"})}, outcome.Fail, "", "limit-memory"},
	{"a search that the clock ended", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(&instrument.NoResultError{ExitCode: -1, Stopped: "wall"})}, outcome.NotJudged, outcome.SearchTime, ""},
	{"interrupted", gotest.StepResult{Step: plain, Ran: true, Cancelled: true, ExitCode: -1}, outcome.NotRun, "", ""},
	{"not run", gotest.StepResult{Step: plain}, outcome.NotRun, "", ""},

	{"explored to the end", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Exhausted: true})}, outcome.Pass, "", ""},
	{"no exploring run", gotest.StepResult{Step: explored, Ran: true, Report: whole}, outcome.NotJudged, outcome.NotExplored, ""},
	{"an exploring run without a word", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: &gotest.Exploration{}}, outcome.NotJudged, outcome.NotExplored, ""},
	{"a search that ran out of time", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Capped: true, Limit: "time"})}, outcome.NotJudged, outcome.SearchTime, ""},
	{"a search that had to be ended", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(gotest.ErrTooLong)}, outcome.NotJudged, outcome.SearchTime, ""},
	{"too many schedules", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Capped: true, Limit: "schedules"})}, outcome.NotJudged, outcome.SearchSize, ""},
	{"a scenario that was skipped", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Cause: explore.Skipped})}, outcome.NotJudged, outcome.NotExplored, ""},
	{"two ends of one schedule", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Cause: explore.Nondeterministic})}, outcome.NotJudged, outcome.Nondeterministic, ""},
	{"an explorer that cannot", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(errors.New("no"))}, outcome.NotJudged, outcome.NotExplored, ""},
	{"an exploring process that ended itself", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(&instrument.NoResultError{})}, outcome.Fail, "", "no-record-exploring"},
	{"an exploring process that floods", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(&instrument.NoResultError{ExitCode: -1, Flooded: true})}, outcome.Fail, "", "flood"},
	{"an exploring process that was killed", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(&instrument.NoResultError{ExitCode: -1})}, outcome.NotJudged, outcome.Killed, ""},
	{"an exploring run that was interrupted", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: failed(context.Canceled)}, outcome.NotRun, "", ""},
	{"a schedule that breaks", gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Cause: explore.Deadlock})}, outcome.Fail, "", ""},
	{"a schedule that breaks after a busy machine", gotest.StepResult{Step: explored, Ran: true, ExitCode: -1, Killed: true, Explored: result(&explore.Result{Cause: explore.Deadlock})}, outcome.Fail, "", ""},
	{"a red race run needs no search", gotest.StepResult{Step: explored, Ran: true, ExitCode: 1, Report: testrecord.Report{Began: true, Done: true, Failed: true, Ended: true, Code: 1}}, outcome.Fail, "", ""},
}

func TestEveryEndHasOneVerdict(t *testing.T) {
	for _, c := range every {
		got := outcome.JudgeStep(lesson, c.step, fstest.MapFS{})
		assert.Equal(t, c.want, got.Status, c.name)
		assert.Equal(t, c.reason, got.Reason, c.name)
		assert.Equal(t, c.want == outcome.NotJudged, got.Reason != "", "%s: a reason goes with not-judged", c.name)
		if c.cause != "" && assert.NotEmpty(t, got.Findings, c.name) {
			assert.Equal(t, c.cause, got.Findings[0].Cause, c.name)
		}
	}
}

// TestPassNeedsEveryRecord takes one thing after the other away from a step that passes.
func TestPassNeedsEveryRecord(t *testing.T) {
	good := gotest.StepResult{Step: explored, Ran: true, Report: whole, Explored: result(&explore.Result{Exhausted: true})}
	require.Equal(t, outcome.Pass, outcome.JudgeStep(lesson, good, fstest.MapFS{}).Status)
	for name, spoil := range map[string]func(*gotest.StepResult){
		"ran":      func(s *gotest.StepResult) { s.Ran = false },
		"began":    func(s *gotest.StepResult) { s.Report.Began = false },
		"done":     func(s *gotest.StepResult) { s.Report.Done = false },
		"failed":   func(s *gotest.StepResult) { s.Report.Failed = true },
		"ended":    func(s *gotest.StepResult) { s.Report.Ended = false },
		"code":     func(s *gotest.StepResult) { s.Report.Code = 1 },
		"exit":     func(s *gotest.StepResult) { s.ExitCode = 1 },
		"races":    func(s *gotest.StepResult) { s.Report.Races = 1 },
		"raced":    func(s *gotest.StepResult) { s.Raced = true },
		"limit":    func(s *gotest.StepResult) { s.Report.Limit = link.LimitStuck },
		"explored": func(s *gotest.StepResult) { s.Explored = nil },
		"result":   func(s *gotest.StepResult) { s.Explored = &gotest.Exploration{} },
		"capped":   func(s *gotest.StepResult) { s.Explored = result(&explore.Result{Capped: true}) },
	} {
		s := good
		spoil(&s)
		assert.NotEqual(t, outcome.Pass, outcome.JudgeStep(lesson, s, fstest.MapFS{}).Status, name)
	}
}

func TestAFaultOfTheMachineIsNobodysLoss(t *testing.T) {
	results := []gotest.LessonResult{{Lesson: lesson, Steps: []gotest.StepResult{{Step: plain, Ran: true, Report: whole}, {Step: explored}}}}
	all := outcome.JudgeAll(results, &gotest.EnvironmentError{Fault: gotest.DiskFull, Detail: "no space"}, fstest.MapFS{})
	require.Len(t, all, 1)
	assert.Equal(t, outcome.Pass, all[0].Steps[0].Status, "what ran has its verdict")
	assert.Equal(t, outcome.NotJudged, all[0].Steps[1].Status)
	assert.Equal(t, outcome.Machine, all[0].Steps[1].Reason)
	assert.Equal(t, gotest.DiskFull, all[0].Steps[1].Fault)

	all = outcome.JudgeAll(results, context.Canceled, fstest.MapFS{})
	assert.Equal(t, outcome.NotRun, all[0].Steps[1].Status, "an interrupted run is no fault of the machine")
}

func TestRecordedFailuresStandForWhatWasPrinted(t *testing.T) {
	printed := "--- FAIL: TestPlain (0.00s)\n    one_test.go:9: \n        expected: one\nFAIL\n"
	s := gotest.StepResult{Step: plain, Ran: true, ExitCode: 1, Output: []byte(printed), Report: testrecord.Report{
		Began: true, Done: true, Failed: true, Ended: true, Code: 1,
		Failures: []testrecord.Failure{{Rule: "one", Expected: "one", Happened: "two", At: testrecord.Place{File: "one_test.go", Line: 9}}},
	}}
	found := outcome.JudgeStep(lesson, s, fstest.MapFS{}).Findings
	require.Len(t, found, 1)
	assert.Equal(t, goout.KindAssertion, found[0].Kind)
	assert.Equal(t, []string{"one", "one", "two"}, []string{found[0].Rule, found[0].Expected, found[0].Actual})
}

func TestALessonThatWasNotBuiltIsRed(t *testing.T) {
	r := gotest.LessonResult{Lesson: lesson, Build: &gotest.BuildFailure{Kind: "build"}, Steps: []gotest.StepResult{{Step: plain}, {Step: explored}}}
	l := outcome.Judge(r, fstest.MapFS{})
	require.Len(t, l.Steps, 2)
	for _, s := range l.Steps {
		assert.Equal(t, outcome.Fail, s.Status)
	}
	assert.Zero(t, l.Passed())
}

// While the search goes on, the race run alone may be red already.
func TestTheRaceRunHasAVerdictOfItsOwn(t *testing.T) {
	green := outcome.JudgeRace(lesson, gotest.StepResult{Step: explored, Ran: true, Report: whole}, fstest.MapFS{})
	assert.Equal(t, outcome.Pass, green.Status)
	assert.Empty(t, green.Findings)
	red := outcome.JudgeRace(lesson, gotest.StepResult{Step: explored, Ran: true}, fstest.MapFS{})
	assert.Equal(t, outcome.Fail, red.Status)
	require.Len(t, red.Findings, 1)
	assert.Equal(t, "no-record", red.Findings[0].Cause)
}
