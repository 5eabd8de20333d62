package alike

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// bank returns the answers to a lesson that testdata/class.txt names, in the order of their names.
func bank(t *testing.T, lesson string) []Answer {
	t.Helper()
	var out []Answer
	for line := range strings.Lines(string(read(t, filepath.Join("testdata", "class.txt")))) {
		id, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		if id != lesson {
			continue
		}
		name := filepath.Join("..", "verify", "testdata", "answers", lesson, "right", file)
		if _, err := os.Stat(name); err == nil { // an answer may leave the bank
			out = append(out, Answer{ID: file, Source: read(t, name)})
		}
	}
	require.Greater(t, len(out), 75, "testdata/class.txt is about other files than the bank has")
	return out
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return b
}

func lessonOf(t *testing.T, l course.Lesson) Lesson {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	return Lesson{Original: read(t, filepath.Join(root, l.Path())), Solution: read(t, filepath.Join(root, l.Solution()))}
}

func lessons(t *testing.T) []course.Lesson {
	t.Helper()
	c, err := course.Published()
	require.NoError(t, err)
	return c.Lessons
}

// Which answers are copied: of each lesson five, from all over the list. An answer with fewer words of its own than leastOwn is nearly the published
// solution, and a copy of it is found as that.
const (
	plantedEvery, plantedInLesson = 15, 5
	leastOwn                      = 60
)

// planted returns the answers that are copied, and how many are too short for it.
func planted(answers []Answer, l Lesson) (out []Answer, short int) {
	known := knownRuns(l.Original, l.Solution)
	var long []Answer
	for _, a := range answers {
		own := 0
		for _, is := range newText(a.Source, known).own {
			if is {
				own++
			}
		}
		if own >= leastOwn {
			long = append(long, a)
		}
	}
	for i := range plantedInLesson {
		out = append(out, long[i*plantedEvery])
	}
	return out, len(answers) - len(long)
}

// Twenty copies, hidden in every way that costs no thought, are the first twenty pairs, and no two different designs are alike.
func TestPlantedCopies(t *testing.T) {
	type found struct {
		name   string
		score  float64
		copied bool
	}
	var all []found
	pairs, copies, short := 0, 0, 0
	for _, l := range lessons(t) {
		answers := bank(t, l.ID)
		chosen, n := planted(answers, lessonOf(t, l))
		short += n
		for i, of := range chosen {
			answers = append(answers, Answer{ID: "copy of " + of.ID, Source: plant(t, of.Source, uint64(i))})
			copies++
		}
		got, compared := Compare(answers, lessonOf(t, l), 1e-9) // every pair that shares a print
		quick, _ := Compare(answers, lessonOf(t, l), Threshold)
		assert.Equal(t, above(slices.Clone(got), Threshold), quick, "the index finds all pairs above the threshold")
		pairs += compared
		for _, p := range got {
			a, b := answers[p.A].ID, answers[p.B].ID
			all = append(all, found{l.ID + " " + a + ", " + b, p.Score, b == "copy of "+a})
		}
	}
	require.Equal(t, 20, copies)
	slices.SortFunc(all, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	require.Greater(t, len(all), copies)
	for i, f := range all {
		assert.Equal(t, i < copies, f.copied, "place %d: %.3f %s", i+1, f.score, f.name)
		assert.Equal(t, f.copied, f.score >= Threshold, "place %d: %.3f %s", i+1, f.score, f.name)
	}
	t.Logf("%d answers were too short to be copied", short)
	t.Logf("%d pairs, of them %d copies: the lowest at %.3f; the highest of all others at %.3f", pairs, copies, all[copies-1].score, all[copies].score)
}

func above(all []Pair, score float64) []Pair {
	return slices.DeleteFunc(all, func(p Pair) bool { return p.Score < score })
}

// A copy of every answer of the bank is found, but for answers that are nearly the published solution.
func TestACopyOfAnyAnswerIsFound(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	copies, hits := 0, 0
	for _, l := range lessons(t) {
		all, lesson := bank(t, l.ID), lessonOf(t, l)
		for first := range plantedEvery {
			answers := slices.Clone(all)
			for i := first; i < len(all); i += plantedEvery {
				answers = append(answers, Answer{ID: "copy of " + all[i].ID, Source: plant(t, all[i].Source, uint64(i))})
				copies++
			}
			pairs, _ := Compare(answers, lesson, Threshold)
			for _, p := range pairs {
				if answers[p.B].ID == "copy of "+answers[p.A].ID {
					hits++
				}
			}
		}
	}
	t.Logf("%d of %d", hits, copies)
	assert.Greater(t, hits*100, copies*95)
}
