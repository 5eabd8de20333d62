package gotest

import (
	"bytes"
	"errors"

	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/sandbox"
)

// StoppedBy returns the limit of the sandbox that ended the run on which the step's verdict rests: the race run, or, unless that has failed
// without a limit, the exploring run. It returns NotStopped if no limit was reached.
func (r StepResult) StoppedBy() sandbox.Stop {
	if s := limitNamed(r.Stopped); s != sandbox.NotStopped {
		return s
	}
	if r.Cancelled || r.raceFailed() {
		return sandbox.NotStopped
	}
	return r.Explored.stoppedBy()
}

// stoppedBy returns the limit of the sandbox that ended the exploring run.
func (e *Exploration) stoppedBy() sandbox.Stop {
	var lost *instrument.NoResultError
	if e == nil || !errors.As(e.Err, &lost) {
		return sandbox.NotStopped
	}
	return limitNamed(lost.Stopped)
}

// limitNamed returns the limit of that name. An interrupted run has not reached any.
func limitNamed(name string) sandbox.Stop {
	if s := sandbox.Stop(name); s != sandbox.Cancelled {
		return s
	}
	return sandbox.NotStopped
}

// worthRetry reports whether a program that this limit ended may come to another end when it runs alone.
func worthRetry(s sandbox.Stop) bool { return s != sandbox.NotStopped && s != sandbox.Forbidden }

// readDetector reads the race detector's reports. It reports whether they have a race, and the limit that the race detector has reached: it
// needs memory of its own for the program's, and where a sandbox limits that, it says so and ends the program. (The text is in LLVM's
// ReportMmapFailureAndDie and ReportOutOfMemory.) What it says beside a race does not matter, and any other text counts as a race.
func readDetector(reported []byte, limited bool) (raced bool, stopped string) {
	if len(reported) == 0 {
		return false, ""
	}
	if limit := sandbox.LimitSaid(reported); limited && limit != sandbox.NotStopped && !bytes.Contains(reported, []byte("WARNING: DATA RACE")) {
		return false, string(limit)
	}
	return true, ""
}
