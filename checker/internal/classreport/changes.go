package classreport

import (
	"fmt"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/results"
)

// Reason is why points have changed. The values are stable because they are in changes.csv.
type Reason string

// The reasons.
const (
	ReasonAppeared   Reason = "appeared"   // the student is new in the results
	ReasonGone       Reason = "gone"       // the student is not in the results any more
	ReasonSubmission Reason = "submission" // another file was graded
	ReasonTests      Reason = "tests"      // the lessons' tests have changed
	ReasonChecker    Reason = "checker"    // another version of the checker
	ReasonGo         Reason = "go"         // another version of Go, or another platform
	ReasonIsolation  Reason = "isolation"  // the file ran under another isolation
	ReasonOverride   Reason = "override"   // the instructor has set points
	ReasonRoster     Reason = "roster"     // the student is in the roster now, or is not any more
	ReasonLate       Reason = "late"       // the mark late came or went
	ReasonMachine    Reason = "machine"    // one of the two times the machine could not grade
	ReasonVerdict    Reason = "verdict"    // nothing else has changed: the same file got another verdict, which must not happen
)

// Score is what a lesson or a student had.
type Score struct {
	State  results.State
	Points int
	Max    int
}

// Change is a lesson of a student whose points or state have changed.
type Change struct {
	Student string
	Name    string
	Lesson  string // empty: the student
	Before  Score
	After   Score
	Gained  []string // the steps that have more points now
	Lost    []string // the steps that have fewer points now
	Reasons []Reason
}

// Warning reports whether the only reason is that the verdict differs.
func (c Change) Warning() bool { return slices.Equal(c.Reasons, []Reason{ReasonVerdict}) }

// Changes returns what differs between two gradings of a class, by student and lesson in the order of after. Each of the two has the last line of
// each student. A lesson whose file differs but whose points and state do not is no change; the mark late is one, because a grade may depend on it.
func Changes(before, after []results.Student) []Change {
	was := map[string]results.Student{}
	for _, s := range before {
		was[s.Student] = s
	}
	var out []Change
	for _, s := range after {
		if old, ok := was[s.Student]; ok {
			out = append(out, changesOf(old, s)...)
			delete(was, s.Student)
			continue
		}
		out = append(out, Change{Student: s.Student, Name: s.Name, After: scoreOf(s), Reasons: []Reason{ReasonAppeared}})
	}
	for _, s := range before {
		if _, gone := was[s.Student]; gone {
			out = append(out, Change{Student: s.Student, Name: s.Name, Before: scoreOf(s), Reasons: []Reason{ReasonGone}})
		}
	}
	return out
}

func scoreOf(s results.Student) Score { return Score{s.State, s.Points, s.Max} }

// changesOf returns the changed lessons of a student, or the student's own change if no lesson explains it.
func changesOf(old, now results.Student) []Change {
	var out []Change
	for _, id := range lessonsOf(old, now) {
		before, after := lessonOf(old, id), lessonOf(now, id)
		c := Change{
			Student: now.Student, Name: now.Name, Lesson: id,
			Before: Score{before.State, before.Points, before.Max}, After: Score{after.State, after.Points, after.Max},
		}
		c.Gained, c.Lost = changedSteps(before, after)
		if c.Before != c.After || len(c.Gained)+len(c.Lost) > 0 {
			c.Reasons = reasons(old, now, before, after)
			out = append(out, c)
		}
	}
	if len(out) == 0 && (scoreOf(old) != scoreOf(now) || old.Late != now.Late) { // the rules of the course may take points for being late
		out = append(out, Change{Student: now.Student, Name: now.Name, Before: scoreOf(old), After: scoreOf(now), Reasons: studentReasons(old, now)})
	}
	return out
}

// lessonsOf returns the ids of the lessons that one of the lines has.
func lessonsOf(old, now results.Student) []string {
	var out []string
	for _, l := range slices.Concat(now.Lessons, old.Lessons) {
		if !slices.Contains(out, l.ID) {
			out = append(out, l.ID)
		}
	}
	return out
}

// changedSteps returns the ids of the steps that have more points, and of those that have fewer.
func changedSteps(before, after results.Lesson) (gained, lost []string) {
	for _, s := range slices.Concat(after.Steps, before.Steps) {
		was, is := pointsOf(before, s.ID), pointsOf(after, s.ID)
		switch {
		case is > was && !slices.Contains(gained, s.ID):
			gained = append(gained, s.ID)
		case is < was && !slices.Contains(lost, s.ID):
			lost = append(lost, s.ID)
		}
	}
	return gained, lost
}

func pointsOf(l results.Lesson, step string) int {
	if s := stepOf(l, step); s != nil {
		return s.Points
	}
	return 0
}

// reasons returns why a lesson's points differ.
func reasons(old, now results.Student, before, after results.Lesson) []Reason {
	var out []Reason
	if before.File != after.File {
		out = append(out, ReasonSubmission)
	}
	if overrides(old, before.ID) != overrides(now, before.ID) {
		out = append(out, ReasonOverride)
	}
	if before.State == results.MachineFault || after.State == results.MachineFault {
		out = append(out, ReasonMachine)
	}
	return orVerdict(append(out, surroundings(old, now)...))
}

// studentReasons returns why a student's points differ although no lesson does.
func studentReasons(old, now results.Student) []Reason {
	var out []Reason
	if (old.State == results.Unmatched) != (now.State == results.Unmatched) {
		out = append(out, ReasonRoster)
	}
	if old.Late != now.Late {
		out = append(out, ReasonLate)
	}
	if overrides(old, "") != overrides(now, "") {
		out = append(out, ReasonOverride)
	}
	return orVerdict(append(out, surroundings(old, now)...))
}

// surroundings returns what has changed around the file.
func surroundings(old, now results.Student) []Reason {
	var out []Reason
	for _, differs := range []struct {
		yes bool
		why Reason
	}{
		{differ(old.Tests, now.Tests), ReasonTests},
		{differ(old.Checker, now.Checker), ReasonChecker},
		{differ(old.Go, now.Go), ReasonGo},
		{differ(old.Level, now.Level) || old.Level != "" && now.Level != "" && !sameLayers(old.Isolation, now.Isolation), ReasonIsolation},
	} {
		if differs.yes {
			out = append(out, differs.why)
		}
	}
	return out
}

// sameLayers reports whether two lists have the same layers, in any order.
func sameLayers(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func orVerdict(why []Reason) []Reason {
	if len(why) == 0 {
		return []Reason{ReasonVerdict}
	}
	return why
}

// differ reports whether both are known and not the same. The line of who handed in nothing has none of them.
func differ(a, b string) bool { return a != "" && b != "" && a != b }

// overrides returns what the instructor has set for the steps of a lesson, or of all lessons for "", as a text to compare.
func overrides(s results.Student, lesson string) string {
	set := map[string]int{}
	for _, o := range s.Overrides {
		if strings.HasPrefix(o.Step, lesson) {
			set[o.Step] = o.Points
		}
	}
	return fmt.Sprint(set) // prints the keys in their order
}
