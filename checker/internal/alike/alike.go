// Package alike finds answers to a lesson that are the same but for names, comments and the order of their declarations.
//
//	pairs := alike.Compare(answers, alike.Lesson{Original: original, Solution: solution}, alike.Threshold)
//
// Its input is source text, and it runs nothing. A file is read as the tokens of go/scanner, with one word for all names that it declares itself. What
// two files share is counted in words of sequences that neither the lesson's original nor the published solution has, and a sequence that many
// answers have counts less. Likeness is a reason to look, and no proof of anything.
package alike

import (
	"cmp"
	"math"
	"slices"
)

// Threshold is the score from which a pair is shown. Among the right answers of the checker's own bank, pairs of different designs stay below it:
// TestPlantedCopies.
const Threshold = 0.85

// slack is how many words of its own an answer needs beside those that are shared, before a score comes near 1. It keeps two answers of which each has
// hardly a word of its own from being shown. An answer needs slack*Threshold/(1-Threshold) = 46 words to reach the threshold at all.
const slack = 8

// Answer is one file of one student.
type Answer struct {
	ID     string
	Group  string // students of one group are not compared
	From   string // "" in the class itself; else where the answer is from: answers of one other place are not compared
	Source []byte
}

// Lesson is what every answer may have.
type Lesson struct {
	Original []byte // the file as students get it
	Solution []byte // the published one; nil if there is none
}

// Pair is two answers that are alike.
type Pair struct {
	A, B  int     // indexes of the answers; A is of the class
	Score float64 // from 0 to 1: the part of one answer's own words that the other has
	Words int     // how many words of its own A shares with B
}

// Compare returns the pairs of answers of at least this score, the highest first, and how many pairs there are.
func Compare(answers []Answer, l Lesson, threshold float64) ([]Pair, int) {
	return compare(answers, knownRuns(l.Original, l.Solution), threshold)
}

// What makes an answer like the published solution. Who repairs the lesson's file with as few changes as possible often ends near it, so nearly all of
// the answer's own words must stand there, and there must be enough of them.
const (
	SolutionThreshold = 0.95
	leastOfSolution   = 40 // words
)

// CompareSolution returns the answers of the class that are like the published solution, as pairs whose B is -1. Their score is the part of the answer's
// own words that the solution has. How many others have these words makes no difference.
func CompareSolution(answers []Answer, l Lesson) []Pair {
	if len(l.Solution) == 0 {
		return nil
	}
	known := knownRuns(l.Original)
	solution := newText(l.Solution, known)
	var out []Pair
	for i, a := range answers {
		if a.From != "" {
			continue
		}
		t := newText(a.Source, known)
		own, shared := t.count(func(uint64) bool { return true }), t.count(solution.has)
		if score := float64(shared) / float64(max(own, 1)); shared >= leastOfSolution && score >= SolutionThreshold {
			out = append(out, Pair{i, -1, score, shared})
		}
	}
	sortPairs(out, answers)
	return out
}

func compare(answers []Answer, known map[uint64]bool, threshold float64) ([]Pair, int) {
	c := newComparison(answers, known)
	n := 0
	var out []Pair
	for i := range answers {
		for k := range i {
			if comparable(answers[i], answers[k]) {
				n++
			}
		}
		for _, k := range c.candidates(i, threshold) {
			if p := c.pair(k, i); p.Score >= threshold {
				out = append(out, p)
			}
		}
	}
	sortPairs(out, answers)
	return out, n
}

// comparable reports whether two answers are compared: at least one is of the class, and they are not of one group.
func comparable(a, b Answer) bool {
	return (a.From == "" || b.From == "") && (a.From != b.From || a.Group == "" || a.Group != b.Group)
}

func sortPairs(all []Pair, answers []Answer) {
	id := func(i int) string {
		if i < 0 {
			return ""
		}
		return answers[i].ID
	}
	slices.SortFunc(all, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(id(a.A), id(b.A)), cmp.Compare(id(a.B), id(b.B)), cmp.Compare(a.B, b.B))
	})
}

// comparison is the answers to a lesson, prepared.
type comparison struct {
	answers []Answer
	texts   []text
	times   map[uint64]int     // in how many answers a run occurs
	total   []float64          // by answer, the weight of its own words
	index   map[uint64][]int32 // by print, the answers before the one that is looked at
	looked  []int              // by answer, how many of its prints are looked up
}

func newComparison(answers []Answer, known map[uint64]bool) *comparison {
	c := &comparison{answers: answers, times: map[uint64]int{}, index: map[uint64][]int32{}}
	for _, a := range answers {
		t := newText(a.Source, known)
		for _, h := range t.hashes {
			c.times[h]++
		}
		c.texts = append(c.texts, t)
	}
	for _, t := range c.texts {
		all, _ := c.cover(t, func(uint64) bool { return true })
		c.total = append(c.total, all)
	}
	return c
}

// few is how many other answers may have a run before it counts less: people who copy do so in small groups.
const few = 2

// weight returns how much a run counts: 1 if few answers have it, less for more, and about 0 if all have it.
func (c *comparison) weight(hash uint64) float64 {
	others, all := c.times[hash]-1, len(c.texts)
	if others <= few || all <= few+1 {
		return 1
	}
	return 1 - math.Log(float64(others)/few)/math.Log(float64(all)/few)
}

// cover returns the weight and the number of those own words of a text that are in runs for which in reports true.
func (c *comparison) cover(t text, in func(hash uint64) bool) (weight float64, n int) {
	for _, w := range t.cover(in, c.weight) {
		if w > 0 {
			weight += w
			n++
		}
	}
	return weight, n
}

// pair compares two answers. The first of the class becomes A.
func (c *comparison) pair(i, k int) Pair {
	if c.answers[i].From != "" {
		i, k = k, i
	}
	ofA, n := c.cover(c.texts[i], c.texts[k].has)
	ofB, _ := c.cover(c.texts[k], c.texts[i].has)
	return Pair{i, k, max(ofA/(c.total[i]+slack), ofB/(c.total[k]+slack)), n}
}
