package grade

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/results"
)

// answer is one file to judge. Equal files of a lesson are one answer, if their students read the same language.
type answer struct {
	lesson course.Lesson
	file   intake.File
	lang   string
	key    string

	result  *results.Lesson // nil until it is judged; without what belongs to a student
	partial *results.Lesson // what is known before that; nil: nothing, or nobody wants it
	waiting []*student
}

// student is a student of the class, and what their line waits for.
type student struct {
	of      intake.Student
	lang    string
	before  *results.Student   // their last line, if there is one
	set     []results.Override // points that the instructor has set
	lessons map[string][]*answer
	open    int // answers that are not judged
	written bool
}

// plan is what has to be done.
type plan struct {
	students []*student
	batches  [][]*answer
}

// batchSize is how many answers share a binary. A larger one saves links; a smaller one shows results sooner and loses less to an interrupt.
const batchSize = 24

// plan finds out what has to be judged. What the lines of an earlier run say about equal keys is taken from there.
func (g *grader) plan(class *intake.Class, before []results.Student) plan {
	known := verdictsOf(append(slices.Clone(g.Known), before...))
	last, elsewhere := linesOf(before), linesOf(g.Known)
	answers := map[string]*answer{}
	var p plan
	var order []*answer
	for _, s := range class.Students {
		s.ID = IDOf(s)
		own := &student{of: s, lang: cmp.Or(s.Lang, g.Lang), before: last[s.ID], lessons: map[string][]*answer{}}
		if line := cmp.Or(own.before, elsewhere[s.ID]); line != nil { // a line of this folder knows better than one of another
			own.set = line.Overrides
		}
		if g.OnlyIncomplete && own.before != nil && own.before.State.Final() {
			continue
		}
		p.students = append(p.students, own)
		for _, l := range s.Lessons {
			lesson := g.Course.Lessons[slices.IndexFunc(g.Course.Lessons, func(c course.Lesson) bool { return c.ID == l.ID })]
			for _, f := range l.Files {
				key := g.keyOf(lesson, f)
				a := answers[key+own.lang]
				if a == nil {
					a = &answer{lesson: lesson, file: f, lang: own.lang, key: key}
					a.result = known[key+own.lang]
					if a.result == nil {
						a.result = g.withoutARun(a)
					}
					answers[key+own.lang] = a
					order = append(order, a)
				}
				own.lessons[l.ID] = append(own.lessons[l.ID], a)
				if a.result == nil {
					own.open++
					a.waiting = append(a.waiting, own)
				}
			}
		}
	}
	p.batches = batches(order)
	return p
}

// linesOf returns the lines by their students' ids.
func linesOf(lines []results.Student) map[string]*results.Student {
	of := map[string]*results.Student{}
	for i, s := range lines {
		of[s.Student] = &lines[i]
	}
	return of
}

// IDOf returns the id under which a student's line stands. Who is not in the roster has none, so the submission's name is it, with a mark that no
// id has by itself.
func IDOf(s intake.Student) string {
	if s.ID != "" || len(s.Submissions) == 0 {
		return s.ID
	}
	return "? " + s.Submissions[0].From
}

// keyOf returns a hash of everything that a verdict on the file depends on.
func (g *grader) keyOf(l course.Lesson, f intake.File) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %s %s %s %s %d", results.Version, l.ID, f.Hash, g.Builder.Digest(), g.About.Checker, g.About.Go, g.About.Level, g.Runs))
	return "sha256:" + hex.EncodeToString(sum[:16])
}

// verdictsOf returns the final verdicts of an earlier run, by key and language.
func verdictsOf(before []results.Student) map[string]*results.Lesson {
	known := map[string]*results.Lesson{}
	for _, s := range before {
		for _, l := range s.Lessons {
			for _, one := range append([]results.Lesson{l}, l.Others...) {
				if one.Key != "" && one.State.Final() {
					known[one.Key+s.Lang] = withoutStudent(one)
				}
			}
		}
	}
	return known
}

// withoutStudent returns what a lesson's result says about the answer alone.
func withoutStudent(l results.Lesson) *results.Lesson {
	return &results.Lesson{ID: l.ID, State: l.State, Points: l.Points, Max: l.Max, Refusals: l.Refusals, Why: l.Why, Findings: l.Findings, Steps: l.Steps}
}

// batches puts the answers that have to be judged into batches of one lesson. Of the first students the lessons come first.
func batches(order []*answer) [][]*answer {
	open := map[string][]*answer{}
	var all [][]*answer
	for _, a := range order {
		if a.result != nil {
			continue
		}
		b := append(open[a.lesson.ID], a)
		if len(b) == batchSize {
			all, b = append(all, b), nil
		}
		open[a.lesson.ID] = b
	}
	for _, a := range order {
		if b := open[a.lesson.ID]; len(b) > 0 && b[0] == a {
			all = append(all, b)
		}
	}
	return all
}
