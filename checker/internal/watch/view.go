package watch

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
)

// Page is what the screen shows.
type Page int

// The pages.
const (
	PageLesson Page = iota
	PageList
	PageSolution
)

// View is all that there is to see at one moment.
type View struct {
	Page    Page
	Lesson  course.Lesson
	Verdict *outcome.Lesson // of that lesson; nil before its first
	Number  int             // counts the verdicts; the same number, the same verdict
	Learnt  []course.Step   // green in this verdict and not before
	Hint    *Hint
	Note    Note
	Busy    bool            // a run goes on
	Done    int             // steps of it that have a verdict
	Raced   *outcome.Lesson // the race run's verdict, while the schedules are still being tried; else nil
	AllDone bool            // every step of the course has been passed
	Err     error
	Saved   error // the progress could not be kept
	Columns int
}

// Hint is a step and how many of its hints have been taken.
type Hint struct {
	Step  course.Step
	Taken int
}

// Note is a short answer to a key; msg has its words under "watch.note.<note>".
type Note string

// The notes.
const (
	NoNote       Note = ""
	NoteNotGreen Note = "not-green" // s before the lesson is green
	NoteNoHint   Note = "no-hint"   // h where nothing is red
	NoteNoNext   Note = "no-next"   // n when no other lesson is open
	NoteKey      Note = "key"       // a key that does nothing
)

// green reports whether every step of the result passed.
func green(r *outcome.Lesson) bool {
	return r != nil && firstRed(r) == nil
}

func firstRed(r *outcome.Lesson) *course.Step {
	for i := range r.Steps {
		if r.Steps[i].Status != outcome.Pass {
			return &r.Steps[i].Step
		}
	}
	return nil
}
