package watch

import (
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
)

// Page is one of the pages that the screen can show.
type Page int

// The pages. All but PageLesson are texts that the Pager shows.
const (
	PageLesson   Page = iota
	PageList          // the lessons and steps
	PageSolution      // the student's file and the solution
	PageText          // the lesson's text
	PagePrevious      // the result before the last save
	PageSchedule      // the schedule that breaks the first red step
	PageMore          // everything about the last result
)

// View is everything that the screen shows at one moment.
type View struct {
	Page          Page
	Pager         Pager // the text of a page other than PageLesson
	Lesson        course.Lesson
	Verdict       *Result       // the lesson's last verdict; nil before the first
	Number        int           // the verdict's number; two views with the same number show the same verdict
	NewlyPassed   []course.Step // the steps that pass now and did not before
	TurnedRed     []TurnedRed   // the steps that are red since a save of this watch
	Previous      *Result       // the verdict before the last one; nil if there is none
	Saved         time.Time     // when the content was saved of which Verdict is
	Hint          *Hint
	Note          Note
	Busy          bool            // a run is in progress
	Done          int             // how many steps of that run have a verdict
	RaceVerdict   *outcome.Lesson // the race run's verdict while the exploring run is in progress; else nil
	AllDone       bool            // every step of the course has been passed
	Err           error
	SaveErr       error // the error of saving the progress
	Columns, Rows int   // the size of the screen; Rows is 0 if nothing needs to be cut
}

// Result is a verdict and the content of the student's file that it is about.
type Result struct {
	outcome.Lesson
	Source []byte
	Lang   string // the language of the tests' messages
}

// TurnedRed is a step that was green, and the time of the save that turned it red.
type TurnedRed struct {
	Step course.Step
	Save time.Time
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
	NoNote         Note = ""
	NoteNotGreen   Note = "not-green"   // s before the lesson has passed
	NoteNoHint     Note = "no-hint"     // h when every step has passed
	NoteLastHint   Note = "last-hint"   // h when all hints of the step have been shown
	NoteNoNext     Note = "no-next"     // n when no other lesson is open
	NoteNoPrevious Note = "no-previous" // p before the second verdict
	NoteNoSchedule Note = "no-schedule" // d when no schedule was found
	NoteNothing    Note = "nothing"     // m before the first verdict
	NoteKey        Note = "key"         // a key without a command
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
