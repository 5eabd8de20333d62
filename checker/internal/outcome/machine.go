package outcome

import (
	"errors"
	"io/fs"

	"sharedmap-workshop/checker/internal/gotest"
)

// JudgeAll judges the lessons of a run. failure is the error that ended the run early, or nil. If failure is a fault of the machine, the steps
// that did not run because of it are not judged.
func JudgeAll(results []gotest.LessonResult, failure error, src fs.FS) []Lesson {
	var machine *gotest.EnvironmentError
	_ = errors.As(failure, &machine)
	out := make([]Lesson, len(results))
	for i, r := range results {
		out[i] = Judge(r, src)
		if machine != nil {
			out[i].blameMachine(machine)
		}
	}
	return out
}

// blameMachine marks the steps that did not run as not judged because of the machine.
func (l *Lesson) blameMachine(m *gotest.EnvironmentError) {
	for i := range l.Steps {
		if s := &l.Steps[i]; s.Status == NotRun && !s.Cancelled {
			s.Status, s.Reason, s.Fault, s.Detail = NotJudged, Machine, m.Fault, m.Detail
		}
	}
}
