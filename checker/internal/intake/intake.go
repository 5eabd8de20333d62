// Package intake reads what a class handed in: from a folder or a zip to a list of students and, for each lesson, the one file that counts.
//
// Its input is what an instructor has: a folder or an archive a student, or the zip of all submissions that an LMS makes, with names such as
// "Kim Minsu_1234567_assignsubmission_file_/work.zip". Submissions are untrusted. Archives are read in memory within limits and never
// unpacked, links are never followed, and whatever is wrong with one submission costs that submission only. Intake runs nothing and builds
// nothing.
package intake

import (
	"context"
	"time"

	"sharedmap-workshop/checker/internal/course"
)

// Take says which of several submissions of one student count.
type Take string

// The values of Take.
const (
	TakeLast Take = "last" // of each lesson the newest file
	TakeBest Take = "best" // of each lesson every different file: the one with the most points counts
	TakeAll  Take = "all"  // of each lesson every different file: each is graded and shown
)

// Takes returns all values of Take. The first is the default.
func Takes() []Take { return []Take{TakeLast, TakeBest, TakeAll} }

// Options say how a class is read.
type Options struct {
	Course   *course.Course
	Roster   *Roster        // nil without a roster
	Take     Take           // "" is TakeLast
	Deadline time.Time      // zero without a deadline
	Zone     *time.Location // the zone of times that have none, as Windows Explorer writes them in zips; nil is the deadline's, or else the machine's
	Skip     string         // a file or folder that is not a submission, though it lies among them: where results are written
}

// State is what intake found of a student.
type State string

// The values of State.
const (
	StateReady     State = "ready"     // there is at least one file to grade
	StateRefused   State = "refused"   // something was handed in, and nothing of it can be graded
	StateMissing   State = "missing"   // in the roster, and nothing was handed in
	StateUnmatched State = "unmatched" // handed in by somebody who is not in the roster

	// StateMachineFault means that this machine could not read something that was handed in. The student must not lose by that, so nothing else of
	// them counts instead.
	StateMachineFault State = "machine-fault"
)

// Class is what a class handed in.
type Class struct {
	Take     Take
	Deadline time.Time
	Ignored  []string  // files among the submissions that are neither folders nor archives, nor made by an LMS
	Students []Student // in the order of the roster, then the unmatched ones; without a roster in the order of their ids
}

// Student is one row of a class: a student and what counts of their submissions.
type Student struct {
	ID          string // from the roster; without one, the LMS's id, or else the submission's name
	Name        string
	Email       string
	Group       string // the students of a group share all submissions of its members
	Lang        string // "en", "ko", or "" if the roster does not say
	Line        int    // the line of the roster; 0 without one
	State       State
	Late        bool         // at least one file that counts is late
	Deadline    time.Time    // the student's own: with their extension
	Submissions []Submission // the newest first
	Lessons     []Lesson     // in the order of the course, the ones that were handed in
	Problems    []Problem    // that belong to no submission, such as an order that cannot be known
	extension   Extension
	submitted   time.Time // by the LMS's clock; zero: unknown
}

// Lesson is the files of one lesson that count. With TakeLast it has exactly one file. With TakeBest and TakeAll it has every different file, the
// newest first: the engine grades each.
type Lesson struct {
	ID    string
	Files []File
}

// Submission is one thing that a student handed in.
type Submission struct {
	From     string // where it came from, as the instructor can find it: "all.zip: s042/work.zip"
	Time     time.Time
	TimeFrom TimeSource
	LateMark bool // the LMS's own mark
	Commit   string
	Files    []File
	Problems []Problem
	Refused  bool // nothing of it can be taken: Problems say why
}

// TimeSource is where the time of a file came from. Only TimeLMS is the time of handing in; the others are what the student's machine wrote.
type TimeSource string

// The values of TimeSource.
const (
	TimeUnknown TimeSource = ""
	TimeLMS     TimeSource = "lms"    // the roster, which has it from the LMS
	TimeEntry   TimeSource = "entry"  // an archive's entry
	TimeFile    TimeSource = "file"   // a file's time of change
	TimeCommit  TimeSource = "commit" // the clone's last commit
)

// File is a lesson's file as one submission has it.
type File struct {
	Lesson    string
	Path      string // within the submission
	From      string // the submission's From
	Source    []byte
	Hash      string // "sha256:…"
	Time      time.Time
	TimeFrom  TimeSource
	Late      bool
	Unchanged bool             // it is the lesson's original, line ends aside
	Fault     error            // one of package course's errors: the file cannot be a lesson's file
	Refusals  []course.Refusal // constructs that grading does not accept
	Syntax    string           // the first error of a file that does not parse, "LINE: text": it does not build either

	inode string // on the disk, if the file has several names there
}

// Gradable reports whether the file can be built and run.
func (f File) Gradable() bool { return f.Fault == nil && len(f.Refusals) == 0 }

// Read reads the class in name: a folder, or a zip of all submissions. Its errors are a *ClassError, a context's error, or an error of the file
// system about name itself. What is wrong with a single submission is in Submission.Problems.
func Read(ctx context.Context, name string, o Options) (*Class, error) {
	if o.Zone == nil {
		o.Zone = time.Local
		if !o.Deadline.IsZero() {
			o.Zone = o.Deadline.Location()
		}
	}
	if o.Take == "" {
		o.Take = TakeLast
	}
	r, err := newReader(o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	units, err := r.units(ctx, name)
	if err != nil {
		return nil, err
	}
	var handed []handedIn
	for _, u := range units {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		subs, err := r.collect(ctx, u)
		if err != nil {
			return nil, err
		}
		handed = append(handed, handedIn{u, subs})
	}
	noteHardLinks(handed)
	c := assemble(handed, o)
	c.Ignored = r.ignored
	return c, nil
}

// handedIn is a unit and the submissions in it.
type handedIn struct {
	unit        unit
	submissions []Submission
}
