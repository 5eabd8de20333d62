package quiz_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/quiz"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// repo is the repo's root, as this folder sees it.
const repo = "../../.."

// programs is the folder of the sample programs below the repo's root.
const programs = "checker/internal/quiz/testdata/programs/"

// sampleFS is the repo with this folder's testdata/lessons in the place of its lessons.
type sampleFS struct{ fs.FS }

func (f sampleFS) Open(name string) (fs.File, error) {
	if ok, err := path.Match("lessons/*/*", name); err == nil && ok {
		name = "checker/internal/quiz/testdata/" + name
	}
	return f.FS.Open(name)
}

// samples returns the sample questions by id: one of each kind.
func samples(t *testing.T) map[string]course.Question {
	t.Helper()
	questions, err := course.Questions(sampleFS{os.DirFS(repo)}, course.Lesson{ID: "09-sample"})
	require.NoError(t, err)
	out := map[string]course.Question{}
	for _, q := range questions {
		out[q.ID] = q
	}
	require.Len(t, out, 4)
	return out
}

func openRunner(t *testing.T) *quiz.Runner {
	t.Helper()
	root, err := course.FindRoot(repo)
	require.NoError(t, err)
	r, err := quiz.Open(root)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, r.Close()) })
	return r
}

// TestCheck checks each sample question as it is, and with one thing made wrong.
func TestCheck(t *testing.T) {
	r := openRunner(t)
	text := func(s string) *string { return &s }
	possible := func(b bool) *bool { return &b }
	for _, c := range []struct {
		question, name string
		change         func(*course.Question)
		says           string // "": the question is right
	}{
		{"letters", "right", nil, ""},
		{"letters", "another option is right", func(q *course.Question) { q.Options[0].Right, q.Options[1].Right = false, true }, `option 1 is wrong and says that it prints "a\nb\n", but it printed just that`},
		{"letters", "another output", func(q *course.Question) { q.Options[0].Prints = text("a\n") }, `option 1 is right and says that it prints "a\n", but it printed "a\nb\n"`},
		{"letters", "an output that differs from run to run", func(q *course.Question) { q.Program, q.Options[0].Prints = programs+"chance", text("0\n") }, `option 1 is right and says that it prints "0\n", but it printed "1\n"`},
		{"order", "right", nil, ""},
		{"order", "called impossible", func(q *course.Question) { q.Options[1].Possible = possible(false) }, "option 2: expected that no schedule makes TestPrintsBA fail, but number 3 does: the letters arrive as BA"},
		{"order", "called possible", func(q *course.Question) { q.Options[0].Possible = possible(true) }, "option 1: expected that a schedule makes TestPrintsAA fail, but none of 4 does"},
		{"order", "a test that is not explored", func(q *course.Question) { q.Options[0].Test = "TestSkips" }, "option 1: expected that all schedules of TestSkips are tried and controlled"},
		{"wait", "right", nil, ""},
		{"wait", "another line", func(q *course.Question) { q.Options[0].Number = 18 }, "option 1 is right and says that a goroutine waits at line 18, but the lines were: 14 22"},
		{"wait", "a wrong option whose line is right", func(q *course.Question) { q.Options[1].Number = 22 }, "option 2 is wrong, but a goroutine waits at its line 22"},
		{"wait", "a program that ends", func(q *course.Question) { q.Program = programs + "letters" }, `expected the end "fatal error: all goroutines are asleep - deadlock!", but it printed "a\nb\n"`},
		{"race", "right", nil, ""},
		{"race", "another line", func(q *course.Question) { q.Options[0].Number = 16 }, "option 1 is right and says that the race detector reports an access at line 16, but the lines were: 18"},
		{"race", "a wrong option whose line is right", func(q *course.Question) { q.Options[1].Number = 18 }, "option 2 is wrong, but the race detector reports an access at its line 18"},
		{"race", "a program without a race", func(q *course.Question) { q.Program = programs + "letters" }, "but the lines were: none"},
	} {
		t.Run(c.question+"/"+c.name, func(t *testing.T) {
			q := samples(t)[c.question]
			if c.change != nil {
				c.change(&q)
			}
			problems, err := r.Check(t.Context(), q)
			require.NoError(t, err)
			if c.says == "" {
				assert.Empty(t, problems)
				return
			}
			assert.Contains(t, strings.Join(problems, "\n"), c.says)
		})
	}
}

func TestAProgramThatDoesNotCompile(t *testing.T) {
	_, err := openRunner(t).Run(t.Context(), programs+"broken", false)
	var broken *quiz.BuildError
	require.ErrorAs(t, err, &broken)
	assert.Contains(t, broken.Output, "undefined: nothing")
}

func TestTheOrderOfOptionsIsStable(t *testing.T) {
	q := samples(t)["letters"]
	assert.ElementsMatch(t, []int{0, 1, 2}, quiz.Order("01-race", q))
	assert.Equal(t, quiz.Order("01-race", q), quiz.Order("01-race", q))
	firsts := map[int]bool{}
	for _, lesson := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		firsts[quiz.Order(lesson, q)[0]] = true
	}
	assert.Greater(t, len(firsts), 1, "it differs from question to question")
}
