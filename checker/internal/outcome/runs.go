package outcome

import (
	"context"
	"errors"
	"strings"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/sandbox"
)

// verdict is the verdict of one run of a step.
type verdict struct {
	status Status
	reason Reason
	detail string
	found  *goout.Finding // what the process did, if the output does not show it
}

func pass() verdict                        { return verdict{status: Pass} }
func notJudged(r Reason, d string) verdict { return verdict{status: NotJudged, reason: r, detail: d} }

// raceRun returns the verdict of the run under the race detector.
func raceRun(s gotest.StepResult) verdict {
	switch {
	case !s.Ran || s.Cancelled:
		return verdict{status: NotRun}
	case s.Report.Limit == link.LimitWall || s.Killed:
		return notJudged(WallTime, "")
	case s.Stopped != "":
		return stopped(s.Stopped, s.ExitCode, WallTime)
	case s.Report.Passed() && s.ExitCode == 0 && !s.Raced:
		return pass()
	case s.Flooded:
		return verdict{status: Fail, found: processFinding("flood", s.ExitCode)}
	case s.ExitCode < 0:
		return notJudged(Killed, "")
	case s.Report.Limit == link.LimitProcessor:
		return verdict{status: Fail, found: processFinding("spins", s.ExitCode)}
	case s.Report.Limit == "" && !s.Report.Ended && s.ExitCode <= 1:
		return verdict{status: Fail, found: processFinding("no-record", s.ExitCode)}
	}
	return verdict{status: Fail}
}

// stopped returns the verdict of a run that a limit of the sandbox ended. A limit of time on the clock is no verdict: the machine may have been
// busy, and tooSlow is the reason then. The other limits count what the program itself uses.
func stopped(limit string, code int, tooSlow Reason) verdict {
	switch sandbox.Stop(limit) {
	case sandbox.Cancelled:
		return verdict{status: NotRun}
	case sandbox.Wall:
		return notJudged(tooSlow, "")
	case sandbox.Killed:
		return notJudged(Killed, "")
	}
	return verdict{status: Fail, found: processFinding("limit-"+limit, code)}
}

// processFinding returns a finding about how the student's process ended. The message key of its text is "exit.<cause>".
func processFinding(cause string, code int) *goout.Finding {
	return &goout.Finding{Kind: goout.KindExit, Cause: cause, ExitCode: code}
}

// exploringRun returns the verdict of the search through the schedules. The verdict is pass if the step has no scenario.
func exploringRun(s gotest.StepResult) verdict {
	e := s.Explored
	switch {
	case s.Step.Scenario == "":
		return pass()
	case e == nil:
		return notExplored(s)
	case e.Err != nil:
		return searchFailed(e.Err)
	case e.Result == nil:
		return notJudged(NotExplored, "")
	}
	return searched(e.Result)
}

// notExplored returns the verdict of a search that was not made, as after a failed race run.
func notExplored(s gotest.StepResult) verdict {
	if !s.Ran || s.Cancelled {
		return verdict{status: NotRun}
	}
	return notJudged(NotExplored, "")
}

// searchFailed returns the verdict of a search that ended with an error instead of a result.
func searchFailed(err error) verdict {
	var lost *instrument.NoResultError
	switch {
	case errors.Is(err, context.Canceled):
		return verdict{status: NotRun}
	case errors.Is(err, gotest.ErrTooLong):
		return notJudged(SearchTime, "")
	case errors.As(err, &lost) && lost.Stopped != "":
		return stopped(lost.Stopped, lost.ExitCode, SearchTime)
	case errors.As(err, &lost) && lost.Flooded:
		return verdict{status: Fail, found: processFinding("flood", lost.ExitCode)}
	case errors.As(err, &lost) && lost.ExitCode >= 0:
		return verdict{status: Fail, found: processFinding("no-record-exploring", lost.ExitCode)}
	case errors.As(err, &lost):
		return notJudged(Killed, "")
	}
	return notJudged(NotExplored, strings.TrimSpace(err.Error()))
}

// searched returns the verdict of a search that ended with a result.
func searched(r *explore.Result) verdict {
	switch r.Cause {
	case explore.None:
		switch {
		case r.Capped && r.Limit == "time":
			return notJudged(SearchTime, "")
		case r.Capped:
			return notJudged(SearchSize, r.Limit)
		}
		return pass()
	case explore.Skipped:
		return notJudged(NotExplored, r.Message)
	case explore.Nondeterministic:
		return notJudged(Nondeterministic, strings.TrimSpace(r.Message))
	}
	return verdict{status: Fail}
}
