// Package alikereport shows which answers of a class are alike: a table for the terminal, one page with each pair side by side, and folders for
// other tools.
//
//	r := alikereport.New(lessons, alike.Threshold, now)
//	r.Table(os.Stdout, style, say)
//	err := r.WritePage("graded", say)
//
// Package alike finds the pairs. What a student wrote goes to a terminal through package safetext, and to HTML through html/template.
package alikereport

import (
	"cmp"
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/alike"
)

// PageFile is the name of the page in the folder that WritePage is given.
const PageFile = "alike.html"

// Lesson is the answers to one lesson, of a class and of whoever it is compared with.
type Lesson struct {
	ID    string // "01-race"
	File  string // "tally.go"
	Known alike.Lesson

	Answers []Answer
}

// Answer is one file of one student.
type Answer struct {
	ID, Name, Group string
	From            string // "" for the class; else the folder that --against names
	Source          []byte
}

// Kind says whose the second answer of a pair is.
type Kind string

// The kinds. The values are stable because they appear in JSON.
const (
	Student  Kind = "student"  // of the class
	Against  Kind = "against"  // of a folder that --against names
	Solution Kind = "solution" // the published one
)

// Pair is two answers that are alike.
type Pair struct {
	Lesson *Lesson
	A, B   Answer // B of the kind Solution has a source alone
	Kind   Kind   // of B
	Score  float64
	Words  int
}

// Percent returns the score in whole percent, rounded down.
func (p Pair) Percent() int { return int(p.Score*100 + 1e-9) }

// Report is the pairs of a class.
type Report struct {
	At        time.Time
	Threshold float64
	Answers   int    // how many answers of the class were compared
	Compared  int    // how many pairs of answers
	Pairs     []Pair // the highest score first; then those with the published solution, whose score is another one
}

// New compares the answers to each lesson.
func New(lessons []Lesson, threshold float64, at time.Time) Report {
	r := Report{At: at, Threshold: threshold}
	for i := range lessons {
		l := &lessons[i]
		var all []alike.Answer
		for _, a := range l.Answers {
			all = append(all, alike.Answer{ID: a.ID, Group: a.Group, From: a.From, Source: a.Source})
			if a.From == "" {
				r.Answers++
			}
		}
		pairs, n := alike.Compare(all, l.Known, threshold)
		r.Compared += n
		for _, p := range pairs {
			kind := Student
			if l.Answers[p.B].From != "" {
				kind = Against
			}
			r.Pairs = append(r.Pairs, Pair{l, l.Answers[p.A], l.Answers[p.B], kind, p.Score, p.Words})
		}
		for _, p := range alike.CompareSolution(all, l.Known) {
			r.Pairs = append(r.Pairs, Pair{l, l.Answers[p.A], Answer{Source: l.Known.Solution}, Solution, p.Score, p.Words})
		}
	}
	slices.SortStableFunc(r.Pairs, func(a, b Pair) int {
		if (a.Kind == Solution) != (b.Kind == Solution) {
			return map[bool]int{true: 1, false: -1}[a.Kind == Solution]
		}
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Lesson.ID, b.Lesson.ID), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return r
}

// regions returns what the two files of a pair have in common. From the published solution only the original is subtracted.
func (p Pair) regions() (ofA, ofB []alike.Region) {
	known := p.Lesson.Known
	if p.Kind == Solution {
		known.Solution = nil
	}
	return alike.Regions(p.A.Source, p.B.Source, known)
}
