package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// assemble gives each submission to its students and decides which files count.
func assemble(handed []handedIn, o Options) *Class {
	c := &Class{Take: o.Take, Deadline: o.Deadline}
	if o.Roster == nil {
		c.Students = withoutRoster(handed)
	} else {
		c.Students = withRoster(handed, o.Roster)
	}
	for i := range c.Students {
		c.Students[i].decide(o)
	}
	return c
}

// withoutRoster makes a student of every name.
func withoutRoster(handed []handedIn) []Student {
	var out []Student
	at := map[string]int{}
	for _, h := range handed {
		id := ownID(h.unit, handed)
		i, ok := at[fold(id)]
		if !ok {
			i = len(out)
			at[fold(id)] = i
			out = append(out, Student{ID: id, Name: h.unit.lms.name})
		}
		out[i].Submissions = append(out[i].Submissions, h.submissions...)
	}
	slices.SortStableFunc(out, func(a, b Student) int { return compareNatural(a.ID, b.ID) })
	return out
}

// ownID returns the id that a submission itself has: the LMS's, or else its name. A browser calls a second download of a file "name (1)".
func ownID(u unit, all []handedIn) string {
	if u.lms.system != "" {
		return cmp.Or(u.lms.id, u.lms.name)
	}
	if base := downloadNumber.ReplaceAllString(u.name, ""); base != u.name && slices.ContainsFunc(all, func(h handedIn) bool { return h.unit.name == base }) {
		return base
	}
	return u.name
}

// downloadNumber is what a browser adds to the name of a file that is there already.
var downloadNumber = regexp.MustCompile(` ?\(\d+\)$`)

// withRoster makes a row of every line of the roster, and one of every submission that belongs to none.
func withRoster(handed []handedIn, r *Roster) []Student {
	m := newMatcher(r)
	out := make([]Student, len(r.Students))
	for i, s := range r.Students {
		out[i] = Student{ID: s.ID, Name: s.Name, Email: s.Email, Group: s.Group, Lang: s.Lang, Line: s.Line, extension: s.Extension, submitted: s.Submitted}
	}
	var unmatched []Student
	for _, h := range handed {
		owners, several := m.find(h.unit)
		if owners == nil {
			s := Student{Name: cmp.Or(h.unit.lms.name, h.unit.name), State: StateUnmatched, Submissions: h.submissions}
			if several != nil {
				var ids []string
				for _, i := range several {
					ids = append(ids, r.Students[i].ID)
				}
				s.Problems = append(s.Problems, Problem{Why: WhySeveral, Where: h.unit.name, What: strings.Join(ids, ", ")})
			}
			unmatched = append(unmatched, s)
			continue
		}
		rows := owners
		for _, i := range owners {
			if group := fold(out[i].Group); group != "" {
				rows = m.byGroup[group]
			}
		}
		for _, i := range rows {
			out[i].Submissions = append(out[i].Submissions, h.submissions...)
		}
	}
	return append(out, unmatched...)
}

// decide chooses the files that count and sets the state.
func (s *Student) decide(o Options) {
	s.Deadline = s.extension.Deadline(o.Deadline)
	slices.Reverse(s.Submissions) // where times are the same or unknown, the later name is the newer one
	slices.SortStableFunc(s.Submissions, func(a, b Submission) int { return b.Time.Compare(a.Time) })
	for _, l := range o.Course.Lessons {
		files := s.filesOf(l.ID)
		if len(files) == 0 {
			continue
		}
		if o.Take == TakeLast {
			s.noteOrder(files)
			files = files[:1]
		}
		s.useLMSTime(files)
		s.Lessons = append(s.Lessons, Lesson{l.ID, files})
		s.Late = s.Late || files[0].Late
	}
	s.noteLateMark(o)
	switch {
	case s.State == StateUnmatched:
	case slices.ContainsFunc(s.Submissions, Submission.unreadable):
		s.State, s.Lessons, s.Late = StateMachineFault, nil, false
	case len(s.Submissions) == 0:
		s.State = StateMissing
		s.noteNotFound(o)
	case !slices.ContainsFunc(s.Lessons, Lesson.gradable):
		s.State = StateRefused
	default:
		s.State = StateReady
	}
}

// gradable reports whether one of the files can be built and run, or is the lesson's original.
func (l Lesson) gradable() bool { return slices.ContainsFunc(l.Files, File.Gradable) }

// unreadable reports whether this machine could not read the submission.
func (s Submission) unreadable() bool {
	return slices.ContainsFunc(s.Problems, func(p Problem) bool { return p.Why == WhyUnreadable })
}

// filesOf returns the different files of a lesson, the newest first.
func (s *Student) filesOf(lesson string) []File {
	var out []File
	for _, sub := range s.Submissions {
		for _, f := range sub.Files {
			same := func(o File) bool { return f.Hash != "" && o.Hash == f.Hash }
			if f.Lesson != lesson || slices.ContainsFunc(out, same) {
				continue
			}
			f.Late = sub.LateMark && !s.isExtended() || isLate(f.Time, s.Deadline)
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b File) int { return b.Time.Compare(a.Time) })
	return out
}

// noteOrder adds a problem if no time says which of a lesson's files is the last one.
func (s *Student) noteOrder(files []File) {
	if len(files) > 1 && (files[0].Time.Equal(files[1].Time) || files[len(files)-1].Time.IsZero()) {
		s.Problems = append(s.Problems, Problem{Why: WhyOrder, Where: files[0].From, What: files[0].Lesson})
	}
}

// isLate reports whether a time is after the deadline. An unknown time is not.
func isLate(t, deadline time.Time) bool {
	return !t.IsZero() && !deadline.IsZero() && t.After(deadline)
}
