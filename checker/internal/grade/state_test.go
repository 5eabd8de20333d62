package grade

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/testrecord"
)

// A build that somebody else may have ended is made again before anybody loses a point.
func TestBuildsThatAreMadeAgain(t *testing.T) {
	for stop, want := range map[sandbox.Stop]bool{
		sandbox.NotStopped: false, sandbox.Wall: true, sandbox.Killed: true, sandbox.Memory: true, sandbox.Tasks: true, sandbox.Output: true, sandbox.Disk: true,
		sandbox.Processor: false, sandbox.Forbidden: false,
	} {
		assert.Equal(t, want, worthRebuild(stop), stop)
	}
}

// A limit is a limit, in whichever run it was reached.
func TestALimitIsNoGrade(t *testing.T) {
	whole := testrecord.Report{Began: true, Done: true, Ended: true}
	search := func(stopped string) *gotest.Exploration {
		return &gotest.Exploration{Err: &instrument.NoResultError{ExitCode: 2, Stopped: stopped}}
	}
	for _, c := range []struct {
		name    string
		step    gotest.StepResult
		want    results.State
		stopped string
	}{
		{"memory", gotest.StepResult{Ran: true, ExitCode: -1, Stopped: "memory"}, results.Limit, "memory"},
		{"memory in the exploring run", gotest.StepResult{Ran: true, Report: whole, Explored: search("memory")}, results.Limit, "memory"},
		{"output in the exploring run", gotest.StepResult{Ran: true, Report: whole, Explored: search("output")}, results.Limit, "output"},
		{"a forbidden call in the exploring run", gotest.StepResult{Ran: true, Report: whole, Explored: search("forbidden")}, results.Graded, "killed"},
		{"a red race run beside a limit of the search", gotest.StepResult{Ran: true, Report: testrecord.Report{Began: true, Ended: true, Failed: true}, ExitCode: 1, Explored: search("memory")}, results.Graded, ""},
	} {
		v := stepVerdict{Step: outcome.Step{StepResult: c.step, Status: outcome.Fail}}
		assert.Equal(t, c.want, stateOfStep(v), c.name)
		assert.Equal(t, c.stopped, stepResult(v, report.StepReport{}).Stopped, c.name)
	}
}
