package course_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

const quizProgram = `// A comment of the file.
package main

import (
	"fmt"
	"sync"
)

// main waits.
func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Wait() // for ever
	fmt.Println("done")
	fmt.Println("done")
}
`

const quizTests = `//go:build quiz

package main

import "testing"

func TestA(t *testing.T) {}

func TestB(t *testing.T) {}
`

// goodQuiz has one question of each form: with lines, and with tests.
const goodQuiz = `
[[question]]
id = "who-waits"
program = "docs/examples/09/wait"
kind = "waits"
ask = { en = "Where?", ko = "어디?" }
[[question.option]]
text = { en = "At Wait", ko = "Wait에서" }
why = { en = "Nobody calls Done.", ko = "Done을 부르는 쪽이 없습니다." }
right = true
line = "wg.Wait()"
[[question.option]]
text = { en = "At Add", ko = "Add에서" }
why = { en = "Add never waits.", ko = "Add는 기다리지 않습니다." }
line = "wg.Add(1)"

[[question]]
id = "possible"
program = "docs/examples/09/wait"
kind = "schedules"
ask = { en = "Which?", ko = "어느 것?" }
[[question.option]]
text = { en = "A", ko = "가" }
why = { en = "So.", ko = "그렇습니다." }
test = "TestA"
possible = false
[[question.option]]
text = { en = "B", ko = "나" }
why = { en = "So.", ko = "그렇습니다." }
right = true
test = "TestB"
possible = true
`

// quizOf reads the questions of a repo with one quiz.toml.
func quizOf(quiz string) ([]course.Question, error) {
	return course.Questions(fstest.MapFS{
		"lessons/09-x/quiz.toml":             {Data: []byte(quiz)},
		"docs/examples/09/wait/main.go":      {Data: []byte(quizProgram)},
		"docs/examples/09/wait/quiz_test.go": {Data: []byte(quizTests)},
	}, course.Lesson{ID: "09-x"})
}

func TestQuestionsAreRead(t *testing.T) {
	questions, err := quizOf(goodQuiz)
	require.NoError(t, err)
	require.Len(t, questions, 2)
	q := questions[0]
	assert.Equal(t, course.Waits, q.Kind)
	assert.Equal(t, "어디?", q.Ask.In("ko"))
	assert.Equal(t, 0, q.RightOption())
	assert.Equal(t, 13, q.Options[0].Number, "a comment at the end of the line is no part of its text")
	assert.Equal(t, 12, q.Options[1].Number)
	assert.Equal(t, 9, q.Source.First)
	assert.Equal(t, "// main waits.", q.Source.Lines[q.Source.First-1])
	assert.Equal(t, 1, questions[1].RightOption())
}

func TestALessonMayHaveNoQuestions(t *testing.T) {
	questions, err := course.Questions(fstest.MapFS{}, course.Lesson{ID: "09-x"})
	require.NoError(t, err)
	assert.Empty(t, questions)
}

// TestAWrongQuizIsRefused changes one thing of a right quiz.toml at a time.
func TestAWrongQuizIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, says string }{
		"no TOML":                       {`kind = "waits"`, `kind = waits"`, "toml: line 5"},
		"an unknown key":                {`kind = "waits"`, "kind = \"waits\"\nhint = 1", `unknown key "question.hint"`},
		"an unknown key of an option":   {`line = "wg.Add(1)"`, "line = \"wg.Add(1)\"\nwhere = 1", `unknown key "question.option.where"`},
		"an unknown language":           {`ko = "어디?"`, `ko = "어디?", de = "Wo?"`, `unknown key "question.ask.de"`},
		"a missing language":            {`, ko = "어디?"`, "", "question who-waits: ask: expected a text in en and in ko"},
		"a missing language of why":     {`en = "Add never waits.", `, "", "question who-waits: option 2: why: expected a text in en and in ko"},
		"a missing text":                {`text = { en = "At Add", ko = "Add에서" }`, "", "question who-waits: option 2: text: expected"},
		"an id of two questions":        {`id = "possible"`, `id = "who-waits"`, "question who-waits: expected an id that no other question of the lesson has"},
		"an odd id":                     {`id = "who-waits"`, `id = "Who waits"`, `question 1: id "Who waits": expected lower-case words`},
		"an unknown kind":               {`kind = "waits"`, `kind = "wait"`, `question who-waits: kind "wait": expected prints, schedules, waits or races`},
		"no right option":               {"right = true\nline", "line", "question who-waits: expected exactly one option with right = true, found 0"},
		"two right options":             {`line = "wg.Add(1)"`, "line = \"wg.Add(1)\"\nright = true", "expected exactly one option with right = true, found 2"},
		"two options that are possible": {"possible = false", "possible = true", "question possible: option 1: possible = true like the right option: expected false"},
		"a key of another kind":         {`line = "wg.Add(1)"`, "line = \"wg.Add(1)\"\nprints = \"\"", "question who-waits: option 2: prints: expected no such key in a question of kind waits"},
		"a key that is missing":         {"test = \"TestA\"\n", "", "question possible: option 1: expected test in a question of kind schedules"},
		"an option that stands twice":   {`test = "TestA"`, `test = "TestB"`, `option 2: "TestB": expected what no other option has`},
		"a missing program":             {`program = "docs/examples/09/wait"`, `program = "docs/examples/09/none"`, "question who-waits: program docs/examples/09/none: expected a main.go there"},
		"a program outside":             {`program = "docs/examples/09/wait"`, `program = "../wait"`, `question who-waits: program "../wait": expected the folder`},
		"a line that is missing":        {`line = "wg.Add(1)"`, `line = "wg.Add(2)"`, `question who-waits: option 2: line "wg.Add(2)": expected exactly one such line in docs/examples/09/wait/main.go, found 0`},
		"a line that stands twice":      {`line = "wg.Add(1)"`, "line = 'fmt.Println(\"done\")'", "expected exactly one such line in docs/examples/09/wait/main.go, found 2"},
		"a missing test":                {`test = "TestA"`, `test = "TestC"`, "question possible: option 1: test TestC: expected a test of that name in docs/examples/09/wait"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, goodQuiz, c.old)
			_, err := quizOf(strings.Replace(goodQuiz, c.old, c.new, 1))
			require.ErrorContains(t, err, "lessons/09-x/quiz.toml: ")
			assert.ErrorContains(t, err, c.says)
		})
	}
	_, err := quizOf("")
	assert.ErrorContains(t, err, "expected at least one [[question]]")
}
