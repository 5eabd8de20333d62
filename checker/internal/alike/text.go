package alike

import (
	"hash/fnv"
	"slices"
)

// How fine the comparison is. A run of runLength words is the shortest that can be recognised, and of each window of runs that follow each other at
// least one is looked up, so a sequence of runLength+window-1 words that two files share is found for certain. Tools for whole programs use
// longer ones; answers are short.
const (
	runLength = 10
	window    = 4
)

// run is a sequence of runLength words within one declaration.
type run struct {
	hash uint64
	at   int // the index of its first word
}

// text is a file as it is compared.
type text struct {
	own    []bool   // by word of the file: it is in no run that the known files have too
	runs   []run    // those that the known files do not have
	hashes []uint64 // of the runs, sorted, each once
	prints []uint64 // the hashes that are looked up, sorted, each once
}

// newText returns the text of a file. Runs that known has are left out: every answer may have them.
func newText(src []byte, known map[uint64]bool) text {
	var t text
	for _, words := range declarations(src) {
		first := len(t.own)
		own := make([]bool, len(words))
		for i := range own {
			own[i] = true
		}
		hashes := hashRuns(words)
		for i, h := range hashes {
			if !known[h] {
				t.runs = append(t.runs, run{h, first + i})
				t.hashes = append(t.hashes, h)
				continue
			}
			for k := i; k < i+runLength; k++ {
				own[k] = false
			}
		}
		t.own = append(t.own, own...)
		t.prints = append(t.prints, winnow(hashes, known)...)
	}
	t.hashes, t.prints = unique(t.hashes), unique(t.prints)
	return t
}

func unique(all []uint64) []uint64 {
	slices.Sort(all)
	return slices.Clip(slices.Compact(all))
}

// hashRuns returns the hash of the run that begins at each word.
func hashRuns(words []word) []uint64 {
	var out []uint64
	for i := 0; i+runLength <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+runLength] {
			_, _ = h.Write([]byte(w.text)) // a hash takes everything
			_, _ = h.Write([]byte{0})
		}
		out = append(out, h.Sum64())
	}
	return out
}

// winnow returns of each window of hashes the smallest, the last of equals, unless known has it. S. Schleimer, D. Wilkerson and A. Aiken: "Winnowing:
// local algorithms for document fingerprinting", SIGMOD 2003.
func winnow(hashes []uint64, known map[uint64]bool) []uint64 {
	var out []uint64
	for i := 0; i < len(hashes) && (i == 0 || i+window <= len(hashes)); i++ {
		if least := slices.Min(hashes[i:min(i+window, len(hashes))]); !known[least] {
			out = append(out, least)
		}
	}
	return out
}

// knownRuns returns the hashes of all runs of files.
func knownRuns(files ...[]byte) map[uint64]bool {
	out := map[uint64]bool{}
	for _, src := range files {
		for _, words := range declarations(src) {
			for _, h := range hashRuns(words) {
				out[h] = true
			}
		}
	}
	return out
}

// has reports whether the text has a run with this hash that known has not.
func (t text) has(hash uint64) bool {
	_, found := slices.BinarySearch(t.hashes, hash)
	return found
}

// cover returns for each word the largest weight of the runs over it for which in reports true. A word that is not the file's own has none.
func (t text) cover(in func(hash uint64) bool, weight func(hash uint64) float64) []float64 {
	out := make([]float64, len(t.own))
	for _, r := range t.runs {
		if !in(r.hash) {
			continue
		}
		w := weight(r.hash)
		for k := r.at; k < r.at+runLength; k++ {
			if t.own[k] {
				out[k] = max(out[k], w)
			}
		}
	}
	return out
}

// count returns how many own words are in runs for which in reports true.
func (t text) count(in func(hash uint64) bool) (n int) {
	for _, w := range t.cover(in, func(uint64) float64 { return 1 }) {
		n += int(w)
	}
	return n
}
