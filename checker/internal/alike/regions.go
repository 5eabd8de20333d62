package alike

import (
	"cmp"
	"slices"
)

// Region is a part of a file that another file has too.
type Region struct {
	Number   int // the same in both files, from 1 in the order of the first file
	From, To int // in bytes
}

// Regions returns which parts of two files are alike, in the order of each file: the longest sequences of words that both have, less what every answer
// may have.
func Regions(a, b []byte, l Lesson) (ofA, ofB []Region) {
	known := knownRuns(l.Original, l.Solution)
	left, right := newSide(a, known), newSide(b, known)
	number := 0
	for _, m := range tile(left, right) {
		for _, part := range ownParts(m, left, right) {
			number++
			ofA = append(ofA, left.region(number, part.a, part.n))
			ofB = append(ofB, right.region(number, part.b, part.n))
		}
	}
	slices.SortFunc(ofB, func(x, y Region) int { return cmp.Compare(x.From, y.From) })
	return ofA, ofB
}

// side is one of two files.
type side struct {
	words []word // with an empty word after each declaration
	own   []bool
	used  []bool
}

func newSide(src []byte, known map[uint64]bool) side {
	var s side
	own := newText(src, known).own
	for _, words := range declarations(src) {
		s.words = append(append(s.words, words...), word{})
		s.own = append(append(s.own, own[:len(words)]...), false)
		own = own[len(words):]
	}
	s.used = make([]bool, len(s.words))
	return s
}

func (s side) region(number, at, n int) Region {
	return Region{number, s.words[at].from, s.words[at+n-1].to}
}

// match is n words that both sides have, from a and from b.
type match struct{ a, b, n int }

// maxPlaces is how many places of one run are looked at. A file that repeats itself without end must not cost more than others.
const maxPlaces = 32

// tile covers both sides with matches that do not overlap: from left to right, at each place the longest.
func tile(left, right side) []match {
	starts := map[uint64][]int{}
	for i, h := range hashRuns(right.words) {
		if len(starts[h]) < maxPlaces {
			starts[h] = append(starts[h], i)
		}
	}
	var out []match
	hashes := hashRuns(left.words)
	for i := 0; i < len(hashes); {
		best := match{}
		for _, k := range starts[hashes[i]] {
			if n := common(left, right, i, k); n > best.n {
				best = match{i, k, n}
			}
		}
		if best.n < runLength {
			i++
			continue
		}
		for n := range best.n {
			right.used[best.b+n] = true
		}
		out = append(out, best)
		i += best.n
	}
	return out
}

// common returns how many words the sides share from these places, up to one of the right side that a match has already.
func common(left, right side, i, k int) int {
	n := 0
	for i+n < len(left.words) && k+n < len(right.words) && !right.used[k+n] && left.words[i+n].text != "" && left.words[i+n].text == right.words[k+n].text {
		n++
	}
	return n
}

// leastPart is how many words a part needs to be marked.
const leastPart = 4

// ownParts returns the parts of a match that consist of own words on both sides.
func ownParts(m match, left, right side) []match {
	var out []match
	for i := 0; i < m.n; {
		n := 0
		for i+n < m.n && left.own[m.a+i+n] && right.own[m.b+i+n] {
			n++
		}
		if n >= leastPart {
			out = append(out, match{m.a + i, m.b + i, n})
		}
		i += n + 1
	}
	return out
}
