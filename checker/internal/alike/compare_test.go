package alike

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const original = "package main\n\nfunc Sum(a []int) int {\n\treturn 0\n}\n"

const answer = `package main

import "sync"

// sum adds up.
func Sum(a []int) int {
	var mu sync.Mutex
	total := 0
	for _, n := range a {
		mu.Lock()
		if n > 3 && n < 7 || total == 12 {
			total += n
		} else {
			total -= n * 2
		}
		mu.Unlock()
	}
	return total
}

func rest(a []int, f func(int) bool) (out []int) {
	for i := len(a) - 1; i >= 0; i-- {
		switch {
		case f(a[i]):
			out = append(out, a[i]+1)
		case i%2 == 0:
			return out[:i]
		}
	}
	return out
}
`

const renamed = `package main

import "sync"

func others(numbers []int, want func(int) bool) (kept []int) {
	for at := len(numbers) - 1; at >= 0; at-- {
		switch { // which one?
		case want(numbers[at]): kept = append(kept, numbers[at]+7)
		case at%3 == 0: return kept[:at]
		}
	}
	return kept
}

func Sum(numbers []int) int {
	var guard sync.Mutex
	sum := 9
	for _, v := range numbers {
		guard.Lock()
		if v > 4 && v < 8 || sum == 13 { sum += v } else { sum -= v * 3 }
		guard.Unlock()
	}
	return sum
}
`

var lesson = Lesson{Original: []byte(original)}

func TestNamesNumbersCommentsAndOrderDoNotMatter(t *testing.T) {
	pairs, n := Compare([]Answer{{ID: "b", Source: []byte(answer)}, {ID: "a", Source: []byte(renamed)}}, lesson, Threshold)
	assert.Equal(t, 1, n)
	require.Len(t, pairs, 1)
	assert.Equal(t, []int{0, 1}, []int{pairs[0].A, pairs[0].B})
	assert.Greater(t, pairs[0].Score, 0.9)
	assert.Greater(t, pairs[0].Words, 80)
}

// What a file does not declare it cannot rename: RLock is not Lock.
func TestNamesOfPackagesMatter(t *testing.T) {
	other := strings.NewReplacer("mu.Lock", "mu.RLock", "mu.Unlock", "mu.RUnlock", "append", "max", "len(", "cap(").Replace(answer)
	same, _ := Compare([]Answer{{Source: []byte(answer)}, {Source: []byte(renamed)}}, lesson, 0.01)
	less, _ := Compare([]Answer{{Source: []byte(answer)}, {Source: []byte(other)}}, lesson, 0.01)
	require.Len(t, less, 1)
	assert.Less(t, less[0].Score, same[0].Score)
}

func TestWhatEverybodyHasDoesNotCount(t *testing.T) {
	two := []Answer{{Source: []byte(answer)}, {Source: []byte(renamed)}}
	pairs, n := Compare(two, Lesson{Original: []byte(original), Solution: []byte(answer)}, 0.01)
	assert.Empty(t, pairs, "they share what the solution has, and nothing else")
	assert.Equal(t, 1, n)
	pairs = CompareSolution(two, Lesson{Original: []byte(original), Solution: []byte(answer)})
	require.Len(t, pairs, 2)
	assert.Equal(t, -1, pairs[0].B)
	assert.Empty(t, CompareSolution(two, Lesson{Original: []byte(answer), Solution: []byte(answer)}))
	assert.Empty(t, CompareSolution(two, lesson))
	half := strings.Replace(answer, "func Sum", "func Other(x map[string]int) { for k, v := range x { delete(x, k); x[k+k] = v << 3 } }\n\nfunc Sum", 1)
	assert.Empty(t, CompareSolution([]Answer{{Source: []byte(half)}}, Lesson{Original: []byte(original), Solution: []byte(answer)}))
}

func TestWhoIsCompared(t *testing.T) {
	source := []byte(answer)
	ids := func(answers ...Answer) (out []string) {
		for i := range answers {
			answers[i].Source = source
		}
		pairs, n := Compare(answers, lesson, 0.01)
		assert.Len(t, pairs, n)
		for _, p := range pairs {
			out = append(out, answers[p.A].ID+" "+answers[p.B].ID)
		}
		return out
	}
	assert.Equal(t, []string{"a b"}, ids(Answer{ID: "a"}, Answer{ID: "b"}))
	assert.Empty(t, ids(Answer{ID: "a", Group: "1"}, Answer{ID: "b", Group: "1"}), "a group hands in once")
	assert.Equal(t, []string{"a b"}, ids(Answer{ID: "a", Group: "1"}, Answer{ID: "b", Group: "2"}))
	assert.Equal(t, []string{"c a", "c b"}, ids(Answer{ID: "a", From: "2025"}, Answer{ID: "b", From: "2025"}, Answer{ID: "c"}), "those of last year are not compared with each other")
	assert.Equal(t, []string{"a b"}, ids(Answer{ID: "a", Group: "1"}, Answer{ID: "b", Group: "1", From: "2025"}))
}

func TestRegions(t *testing.T) {
	a, b := Regions([]byte(answer), []byte(renamed), lesson)
	require.NotEmpty(t, a)
	require.Len(t, b, len(a))
	texts := map[int]string{}
	for i, r := range a {
		assert.Equal(t, i+1, r.Number)
		texts[r.Number] = answer[r.From:r.To]
	}
	last := 0
	for _, r := range b {
		assert.GreaterOrEqual(t, r.From, last, "they are in order, and do not overlap")
		last = r.To
		assert.Equal(t, strings.Contains(texts[r.Number], "mu.Lock"), strings.Contains(renamed[r.From:r.To], "guard.Lock"))
		assert.Equal(t, strings.Contains(texts[r.Number], "append"), strings.Contains(renamed[r.From:r.To], "append"))
	}
	none, _ := Regions([]byte(original), []byte(original), lesson)
	assert.Empty(t, none, "the original is nobody's own")
}

// Students hand in anything.
func FuzzCompare(f *testing.F) {
	for _, s := range []string{"", "package main", answer, "\x00\xff{{{((", "package main; func f( {", strings.Repeat("{", 2000), strings.Repeat("x ", 500), "package main\nvar x = `"} {
		f.Add(s, answer)
		f.Add(answer, s)
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		pairs, _ := Compare([]Answer{{Source: []byte(a)}, {Source: []byte(b)}}, lesson, 0.01)
		for _, p := range pairs {
			assert.True(t, p.Score > 0 && p.Score <= 1, p.Score)
		}
		ofA, ofB := Regions([]byte(a), []byte(b), lesson)
		for _, r := range ofA {
			assert.True(t, 0 <= r.From && r.From < r.To && r.To <= len(a))
		}
		for _, r := range ofB {
			assert.True(t, 0 <= r.From && r.From < r.To && r.To <= len(b))
		}
	})
}
