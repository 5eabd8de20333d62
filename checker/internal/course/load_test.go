package course_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// lessonWithTexts is a lesson of one step in which every text has words of its own.
const lessonWithTexts = `file = "work.go"
minutes = 1
title = { en = "lesson title", ko = "레슨 제목" }
goal = { en = "lesson goal", ko = "레슨 목표" }
[[step]]
id = "one"
test = "TestOne"
points = 1
title = { en = "step title", ko = "단계 제목" }
proves = { en = "step proves", ko = "단계 확인" }
why = { en = "step why", ko = "단계 이유" }
hint = [ { en = "hint 1", ko = "힌트 1" }, { en = "hint 2", ko = "힌트 2" }, { en = "hint 3", ko = "힌트 3" } ]
`

func loadLesson(text string) ([]course.Lesson, error) {
	return course.Load(fstest.MapFS{"lessons/01-one/lesson.toml": {Data: []byte(text)}})
}

func TestLoadReadsTheTextsOfAStep(t *testing.T) {
	lessons, err := loadLesson(lessonWithTexts)
	require.NoError(t, err)
	require.Len(t, lessons, 1)
	step := lessons[0].Steps[0]
	assert.Equal(t, course.Text{En: "step proves", Ko: "단계 확인"}, step.Proves)
	assert.Equal(t, course.Text{En: "step why", Ko: "단계 이유"}, step.Why)
}

// TestEveryTextNeedsBothLanguages blanks one text after the other.
func TestEveryTextNeedsBothLanguages(t *testing.T) {
	for where, words := range map[string][2]string{
		"title":            {"lesson title", "레슨 제목"},
		"goal":             {"lesson goal", "레슨 목표"},
		"step one: title":  {"step title", "단계 제목"},
		"step one: proves": {"step proves", "단계 확인"},
		"step one: why":    {"step why", "단계 이유"},
		"step one: hint 1": {"hint 1", "힌트 1"},
		"step one: hint 2": {"hint 2", "힌트 2"},
		"step one: hint 3": {"hint 3", "힌트 3"},
	} {
		for _, text := range words {
			require.Equal(t, 1, strings.Count(lessonWithTexts, text))
			_, err := loadLesson(strings.Replace(lessonWithTexts, text, " ", 1))
			assert.EqualError(t, err, "lessons/01-one/lesson.toml: "+where+": needs a text in en and in ko", text)
		}
	}
}

func TestALessonMayAllowFewerImportsButNoOthers(t *testing.T) {
	lessons, err := loadLesson("imports = [\"sync\"]\n" + lessonWithTexts)
	require.NoError(t, err)
	assert.Equal(t, []string{"sync"}, lessons[0].Imports)
	_, err = loadLesson("imports = [\"os\"]\n" + lessonWithTexts)
	assert.ErrorContains(t, err, `imports: no lesson may allow "os"`)
}
