// Package results is what `checker grade` found out about a class: one line of JSON for each student, in a file that only grows.
//
// The last line of a student counts. The lines before it keep what an earlier run gave. Reports, regrading and everything else that comes
// after grading read these lines and nothing else.
package results

import (
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/goout"
)

// Version is the version of the lines that this checker writes.
const Version = 1

// State is what became of a lesson that was handed in, or of a student. The values are stable.
type State string

// The states.
const (
	Graded       State = "graded"         // each step has passed or failed
	DoesNotBuild State = "does-not-build" // the compiler or vet refuses the file
	Refused      State = "refused"        // grading does not take the file, or nothing of the submission
	Limit        State = "limit"          // a step reached a limit of time, memory or output, twice
	Unstable     State = "unstable"       // two runs of one step differed, so there is no grade
	MachineFault State = "machine-fault"  // this machine could not grade; the student loses nothing
	Unchanged    State = "unchanged"      // the lesson's original file was handed in
	Missing      State = "missing"        // nothing was handed in
	Unmatched    State = "unmatched"      // handed in by somebody who is not in the roster
)

// States returns all states in the order of care: a student's state is the first of these that one of their lessons has. After the three that
// an instructor has to look at come the ones that explain why points are missing.
func States() []State {
	return []State{MachineFault, Unstable, Limit, Unmatched, Refused, DoesNotBuild, Graded, Unchanged, Missing}
}

// Worst returns the state of a student whose lessons have these states, or Missing if there are none.
func Worst(states []State) State {
	for _, s := range States() {
		if slices.Contains(states, s) {
			return s
		}
	}
	return Missing
}

// Final reports whether the state is a verdict. A class in which every state is final needs nothing more.
func (s State) Final() bool { return s != MachineFault && s != Unstable }

// Student is one line: what a student has handed in, and what it is worth.
type Student struct {
	Version int      `json:"version"`
	Student string   `json:"student"` // the id: of the roster, or else of the LMS, or else the submission's name
	Name    string   `json:"name"`
	Email   string   `json:"email,omitempty"`
	Group   string   `json:"group,omitempty"` // the students of a group share their submissions
	Lang    string   `json:"lang"`            // en or ko: the language of the texts in this line
	State   State    `json:"state"`           // the worst of the lessons, or Missing or Unmatched
	Late    bool     `json:"late"`            // at least one file came after the student's deadline
	Points  int      `json:"points"`          // of the verdicts: the overrides are not applied
	Max     int      `json:"max"`
	Lessons []Lesson `json:"lessons"` // all of the course, in its order

	Deadline time.Time `json:"deadline,omitzero"` // the student\'s own, with an extension; zero: there is none

	Problems []string `json:"problems,omitempty"` // what is wrong with the submission, a sentence each

	Checker   string     `json:"checker"`   // the version of the checker
	Go        string     `json:"go"`        // the version of Go, with the platform
	Tests     string     `json:"tests"`     // a hash of the lessons' tests: "sha256:…"
	Level     string     `json:"level"`     // how far a submission's program was isolated: full, process or none
	Isolation []string   `json:"isolation"` // the layers under which it ran
	GradedAt  time.Time  `json:"graded_at"`
	Overrides []Override `json:"overrides"` // points that the instructor has set
}

// Lesson is one lesson of a student.
type Lesson struct {
	ID     string `json:"id"`
	State  State  `json:"state"`
	Points int    `json:"points"`
	Max    int    `json:"max"`

	Key  string    `json:"key,omitempty"`  // of file, tests, Go, checker and isolation: equal keys have equal verdicts
	File string    `json:"file,omitempty"` // the hash of the graded file: "sha256:…"
	Path string    `json:"path,omitempty"` // of the file within the submission
	From string    `json:"from,omitempty"` // the submission
	Time time.Time `json:"time,omitzero"`  // of the file
	Late bool      `json:"late,omitempty"`

	TimeFrom string `json:"time_from,omitempty"` // whose clock Time is: lms, commit, entry or file; only lms is not the student's own

	Refusals []Refusal       `json:"refusals,omitempty"` // State Refused: what grading does not take, with its line
	Why      string          `json:"why,omitempty"`      // a sentence for every state but Graded
	Findings []goout.Finding `json:"findings,omitempty"` // State DoesNotBuild: what the compiler or vet says
	Steps    []Step          `json:"steps"`
	Others   []Lesson        `json:"others,omitempty"` // the student's other files of this lesson, where each of several is graded
	Repeat   string          `json:"repeat,omitempty"` // the command that repeats the run in the student's clone
}

// With returns the line with an override, in place of an earlier one of the same step.
func (s Student) With(o Override) Student {
	s.Overrides = append(s.Without(o.Step).Overrides, o)
	return s
}

// Without returns the line without the override of a step.
func (s Student) Without(step string) Student {
	s.Overrides = slices.DeleteFunc(append([]Override{}, s.Overrides...), func(o Override) bool { return o.Step == step })
	return s
}

// Refusal is something in a file that grading does not take.
type Refusal struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
	What string `json:"what"`
	Text string `json:"text"` // a sentence
}

// Step is one step of a lesson.
type Step struct {
	ID       string          `json:"id"`
	Test     string          `json:"test"`
	Status   string          `json:"status"` // pass, fail or not-judged
	Reason   string          `json:"reason,omitempty"`
	Because  string          `json:"reason_text,omitempty"`
	Stopped  string          `json:"stopped,omitempty"` // the limit that ended the step: time, memory, output or killed
	Points   int             `json:"points"`
	Max      int             `json:"max"`
	Seconds  float64         `json:"seconds"`
	Runs     int             `json:"runs"` // how many times the step was run: a green one must be green in all of them
	Findings []goout.Finding `json:"findings"`
	// Explanation is what `checker run` prints about a red step: for a font of fixed width, without colour, at most 78 columns wide.
	Explanation string `json:"explanation,omitempty"`
	// Override is what the instructor has set, where package points has applied it. A line does not have it: see Student.Overrides.
	Override *Override `json:"-"`
}

// Override sets the points of a step. The line keeps the points of the verdict, so that an override can be undone and nobody else with the same
// file gets it.
type Override struct {
	Step   string    `json:"step"` // the full id: "02-mutex/order"
	Points int       `json:"points"`
	Why    string    `json:"why"`
	At     time.Time `json:"at"`
}
