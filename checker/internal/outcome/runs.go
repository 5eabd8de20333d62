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
)

// verdict is what one of a step's runs shows.
type verdict struct {
	status Status
	reason Reason
	detail string
	found  *goout.Finding // what the run itself did, where its output does not say it
}

func pass() verdict                        { return verdict{status: Pass} }
func notJudged(r Reason, d string) verdict { return verdict{status: NotJudged, reason: r, detail: d} }

// raceRun judges the run under the race detector.
func raceRun(s gotest.StepResult) verdict {
	switch {
	case !s.Ran || s.Cancelled:
		return verdict{status: NotRun}
	case s.Report.Limit == link.LimitWall || s.Killed:
		return notJudged(WallTime, "")
	case s.Report.Passed() && s.ExitCode == 0 && !s.Raced:
		return pass()
	case s.Flooded:
		return verdict{status: Fail, found: did("flood", s.ExitCode)}
	case s.ExitCode < 0:
		return notJudged(Killed, "")
	case s.Report.Limit == link.LimitProcessor:
		return verdict{status: Fail, found: did("spins", s.ExitCode)}
	case s.Report.Limit == "" && !s.Report.Ended && s.ExitCode <= 1:
		return verdict{status: Fail, found: did("no-record", s.ExitCode)}
	}
	return verdict{status: Fail}
}

// did is a finding about what the student's program did to its process. Its Cause is the key of its words: "exit.<cause>".
func did(cause string, code int) *goout.Finding {
	return &goout.Finding{Kind: goout.KindExit, Cause: cause, ExitCode: code}
}

// exploringRun judges the search through the schedules. A step that has no scenario passes it.
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

// notExplored is the verdict of a search that was not made: after a red race run nobody needs it.
func notExplored(s gotest.StepResult) verdict {
	if !s.Ran || s.Cancelled {
		return verdict{status: NotRun}
	}
	return notJudged(NotExplored, "")
}

func searchFailed(err error) verdict {
	var lost *instrument.NoResultError
	switch {
	case errors.Is(err, context.Canceled):
		return verdict{status: NotRun}
	case errors.Is(err, gotest.ErrTooLong):
		return notJudged(SearchTime, "")
	case errors.As(err, &lost) && lost.Flooded:
		return verdict{status: Fail, found: did("flood", lost.ExitCode)}
	case errors.As(err, &lost) && lost.ExitCode >= 0:
		return verdict{status: Fail, found: did("no-record-exploring", lost.ExitCode)}
	case errors.As(err, &lost):
		return notJudged(Killed, "")
	}
	return notJudged(NotExplored, strings.TrimSpace(err.Error()))
}

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
		return notJudged(Unsteady, strings.TrimSpace(r.Message))
	}
	return verdict{status: Fail}
}
