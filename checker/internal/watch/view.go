package watch

import (
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
)

// Page is one of the pages that the screen can show.
type Page int

// The pages.
const (
	PageLesson Page = iota
	PageList
	PageSolution
)

// View is everything that the screen shows at one moment.
type View struct {
	Page        Page
	Lesson      course.Lesson
	Verdict     *outcome.Lesson // the lesson's last verdict; nil before the first
	Number      int             // the verdict's number; two views with the same number show the same verdict
	NewlyPassed []course.Step   // the steps that pass now and did not before
	Hint        *Hint
	Note        Note
	Busy        bool            // a run is in progress
	Done        int             // how many steps of that run have a verdict
	RaceVerdict *outcome.Lesson // the race run's verdict while the exploring run is in progress; else nil
	AllDone     bool            // every step of the course has been passed
	Err         error
	SaveErr     error // the error of saving the progress
	Columns     int
}

// Hint is a step and the number of its hints that have been shown.
type Hint struct {
	Step  course.Step
	Taken int
}

// Note is a short reply to a key. Package msg has its text under "watch.note.<note>".
type Note string

// The notes.
const (
	NoNote       Note = ""
	NoteNotGreen Note = "not-green" // s before the lesson has passed
	NoteNoHint   Note = "no-hint"   // h when every step has passed
	NoteNoNext   Note = "no-next"   // n when no other lesson is open
	NoteKey      Note = "key"       // a key without a command
)

// green reports whether every step of the result passed. It is false for nil.
func green(r *outcome.Lesson) bool {
	return r != nil && firstRed(r) == nil
}

// firstRed returns the first step that did not pass, or nil.
func firstRed(r *outcome.Lesson) *course.Step {
	for i := range r.Steps {
		if r.Steps[i].Status != outcome.Pass {
			return &r.Steps[i].Step
		}
	}
	return nil
}
