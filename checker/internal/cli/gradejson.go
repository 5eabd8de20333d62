package cli

import (
	"errors"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/report"
)

// The JSON of `checker grade --dry-run`.
type (
	gradeDoc struct {
		Version  int            `json:"version"`
		DryRun   bool           `json:"dry_run"`
		Take     string         `json:"take"`
		Deadline string         `json:"deadline,omitempty"`
		Roster   *gradeRoster   `json:"roster,omitempty"`
		Ignored  []string       `json:"ignored"` // files that are not submissions
		Counts   gradeCounts    `json:"counts"`
		Students []gradeStudent `json:"students"`
	}
	gradeRoster struct {
		File     string   `json:"file"`
		Encoding string   `json:"encoding"`
		Students int      `json:"students"`
		Ignored  []string `json:"ignored"` // columns that mean nothing to the checker
	}
	gradeCounts struct {
		Students  int `json:"students"` // without the unmatched ones
		Ready     int `json:"ready"`
		Refused   int `json:"refused"`
		Missing   int `json:"missing"`
		Unmatched int `json:"unmatched"`
		Late      int `json:"late"`

		MachineFault int `json:"machine_fault"`
	}
	gradeStudent struct {
		Student     string            `json:"student"` // "" for an unmatched one
		Name        string            `json:"name"`
		Email       string            `json:"email,omitempty"`
		Group       string            `json:"group,omitempty"`
		Lang        string            `json:"lang,omitempty"`
		State       string            `json:"state"`
		Late        bool              `json:"late"`
		Deadline    string            `json:"deadline,omitempty"` // with the student's extension
		Lessons     []gradeLesson     `json:"lessons"`
		Submissions []gradeSubmission `json:"submissions"`
		Problems    []gradeProblem    `json:"problems"`
	}
	gradeLesson struct {
		ID    string      `json:"id"`
		Files []gradeFile `json:"files"` // the files that count; one, unless --take is best or all
	}
	gradeFile struct {
		Path      string         `json:"path"`
		From      string         `json:"from"`
		File      string         `json:"file"` // its hash
		Bytes     int            `json:"bytes"`
		Time      string         `json:"time,omitempty"`
		TimeFrom  string         `json:"time_from,omitempty"`
		Late      bool           `json:"late"`
		Unchanged bool           `json:"unchanged"`
		Fault     string         `json:"fault,omitempty"` // too-large, empty, not-utf8 or package
		Syntax    string         `json:"syntax,omitempty"`
		Refusals  []gradeRefusal `json:"refusals"`
	}
	gradeRefusal struct {
		Line int    `json:"line"`
		Why  string `json:"why"`
		What string `json:"what"`
	}
	gradeSubmission struct {
		From     string         `json:"from"`
		Time     string         `json:"time,omitempty"`
		TimeFrom string         `json:"time_from,omitempty"`
		LateMark bool           `json:"late_mark"` // the LMS's own
		Commit   string         `json:"commit,omitempty"`
		Refused  bool           `json:"refused"`
		Problems []gradeProblem `json:"problems"`
	}
	gradeProblem struct {
		Why   string `json:"why"`
		Where string `json:"where"`
		What  string `json:"what"`
		Text  string `json:"text"`
	}
)

func (a *app) gradeDoc(class *intake.Class, file string, roster *intake.Roster) gradeDoc {
	doc := gradeDoc{Version: 1, DryRun: true, Take: string(class.Take), Deadline: stamp(class.Deadline), Ignored: append([]string{}, class.Ignored...), Counts: count(class), Students: []gradeStudent{}}
	if roster != nil {
		doc.Roster = &gradeRoster{file, roster.Encoding, len(roster.Students), append([]string{}, roster.Ignored...)}
	}
	for _, s := range class.Students {
		out := gradeStudent{Student: s.ID, Name: s.Name, Email: s.Email, Group: s.Group, Lang: s.Lang, State: string(s.State), Late: s.Late, Deadline: stamp(s.Deadline),
			Lessons: []gradeLesson{}, Submissions: []gradeSubmission{}, Problems: a.gradeProblems(s.Problems)}
		for _, l := range s.Lessons {
			lesson := gradeLesson{ID: l.ID}
			for _, f := range l.Files {
				lesson.Files = append(lesson.Files, gradeFileOf(f))
			}
			out.Lessons = append(out.Lessons, lesson)
		}
		for _, sub := range s.Submissions {
			out.Submissions = append(out.Submissions, gradeSubmission{sub.From, stamp(sub.Time), string(sub.TimeFrom), sub.LateMark, sub.Commit, sub.Refused, a.gradeProblems(sub.Problems)})
		}
		doc.Students = append(doc.Students, out)
	}
	return doc
}

func gradeFileOf(f intake.File) gradeFile {
	out := gradeFile{Path: f.Path, From: f.From, File: f.Hash, Bytes: len(f.Source), Time: stamp(f.Time), TimeFrom: string(f.TimeFrom), Late: f.Late, Unchanged: f.Unchanged,
		Fault: faultName(f.Fault), Syntax: f.Syntax, Refusals: []gradeRefusal{}}
	for _, r := range f.Refusals {
		out.Refusals = append(out.Refusals, gradeRefusal{r.Line, r.Why, r.What})
	}
	return out
}

func (a *app) gradeProblems(all []intake.Problem) []gradeProblem {
	out := []gradeProblem{}
	for _, p := range all {
		out = append(out, gradeProblem{p.Why, p.Where, p.What, report.ProblemWords(p, a.say)})
	}
	return out
}

// faultName returns the name of what makes a file ungradable, or "".
func faultName(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, course.ErrTooLarge):
		return "too-large"
	case errors.Is(err, course.ErrEmpty):
		return "empty"
	case errors.Is(err, course.ErrNotUTF8):
		return "not-utf8"
	}
	return "package"
}

// count counts the students by their states.
func count(class *intake.Class) gradeCounts {
	var n gradeCounts
	for _, s := range class.Students {
		if s.State != intake.StateUnmatched {
			n.Students++
		}
		switch s.State {
		case intake.StateReady:
			n.Ready++
		case intake.StateRefused:
			n.Refused++
		case intake.StateMissing:
			n.Missing++
		case intake.StateUnmatched:
			n.Unmatched++
		case intake.StateMachineFault:
			n.MachineFault++
		}
		if s.Late {
			n.Late++
		}
	}
	return n
}

// stamp returns a time for JSON, or "" for an unknown one.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
