package course_test

import (
	"io/fs"
	"os"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

var sample = []course.Lesson{
	{ID: "01-race", Steps: []course.Step{{ID: "wait"}, {ID: "map-race", Was: []string{"maps"}}, {ID: "program"}}},
	{ID: "02-mutex", Steps: []course.Step{{ID: "locked"}, {ID: "program"}}},
}

func chosen(t *testing.T, names ...string) []string {
	t.Helper()
	choices, err := course.Choose(sample, names)
	require.NoError(t, err)
	var out []string
	for _, c := range choices {
		for _, s := range c.Steps {
			out = append(out, c.Lesson.StepID(s))
		}
	}
	return out
}

func TestChooseByTheNamesThatPeopleType(t *testing.T) {
	first := []string{"01-race/wait", "01-race/map-race", "01-race/program"}
	for _, name := range []string{"1", "01", "01-race", "race", "lessons/01-race", "./lessons/01-race/", "01-RACE", `lessons\01-race`} {
		assert.Equal(t, first, chosen(t, name), name)
	}
	for _, name := range []string{"map-race", "01-race/map-race", "1/map-race", "01/maps", "maps"} {
		assert.Equal(t, []string{"01-race/map-race"}, chosen(t, name), name)
	}
	assert.Len(t, chosen(t), 5)
	assert.Equal(t, []string{"01-race/wait", "02-mutex/locked"}, chosen(t, "locked", "wait", "wait"), "in the course's order, once each")
}

func TestChooseSuggestsNames(t *testing.T) {
	_, err := course.Choose(sample, []string{"map-rase"})
	var unknown *course.UnknownName
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, "01-race/map-race", unknown.Near[0])

	_, err = course.Choose(sample, []string{"program"})
	var many *course.AmbiguousName
	require.ErrorAs(t, err, &many)
	assert.Equal(t, []string{"01-race/program", "02-mutex/program"}, many.Full)

	for _, name := range []string{"9", "", "/", "01-race/", "01-race/nothing-like-it", "zzzzzz"} {
		if name == "01-race/" {
			continue // shells complete a folder's name with a trailing slash
		}
		_, err = course.Choose(sample, []string{name})
		require.ErrorAs(t, err, &unknown, name)
	}
}

func TestTheShortestNameOfAStep(t *testing.T) {
	c := course.Course{Lessons: []course.Lesson{
		{ID: "01-a", Steps: []course.Step{{ID: "wait"}, {ID: "program"}}},
		{ID: "02-b", Steps: []course.Step{{ID: "program"}}},
	}}
	assert.Equal(t, "wait", c.NameOf("01-a/wait"))
	assert.Equal(t, "02-b/program", c.NameOf("02-b/program"), "another lesson has a step of that id")
}

func TestWhichLessonTeachesAPattern(t *testing.T) {
	c := course.Course{Lessons: []course.Lesson{{ID: "01-a", Teaches: []string{"shared-map"}}, {ID: "02-b", Teaches: []string{"lock-order"}}}}
	assert.Equal(t, "02-b", c.Teaching("lock-order"))
	assert.Empty(t, c.Teaching("unknown"))
}

func TestEveryLessonNamesItsDemo(t *testing.T) {
	c, err := course.Published()
	require.NoError(t, err)
	for _, l := range c.Lessons {
		require.NotEmpty(t, l.Demo.Step, l.ID)
		assert.Equal(t, l.Demo.Step, l.DemoStep().ID, l.ID)
		assert.NotEmpty(t, l.DemoStep().Scenario, "%s: nothing to draw", l.ID)
	}
	l := course.Lesson{Steps: []course.Step{{ID: "a"}, {ID: "b", Scenario: "TestB"}}}
	assert.Equal(t, "b", l.DemoStep().ID, "the first step with a scenario")
	l.Demo = course.Demo{Step: "b", Scenario: "TestDemo"}
	assert.Equal(t, "TestDemo", l.DemoStep().Scenario)
}

func TestADemoOfNoStepIsRefused(t *testing.T) {
	lesson, err := fs.ReadFile(os.DirFS("testdata/originals"), "lessons/01-race/lesson.toml")
	require.NoError(t, err)
	for _, demo := range []string{`demo = { step = "nosuch" }`, `demo = { scenario = "TestX" }`} {
		text := regexp.MustCompile(`(?m)^demo = .*$`).ReplaceAllLiteralString(string(lesson), demo)
		require.Contains(t, text, demo)
		_, err := course.Load(fstest.MapFS{"lessons/01-race/lesson.toml": &fstest.MapFile{Data: []byte(text)}})
		require.ErrorContains(t, err, "demo: there is no step", demo)
	}
}

func TestAFormerNameMayBeOfAnotherLesson(t *testing.T) {
	l := course.Lesson{ID: "02-two"}
	assert.Equal(t, []string{"02-two/old", "01-one/moved"}, l.WasIDs(course.Step{Was: []string{"old", "01-one/moved"}}))
}
