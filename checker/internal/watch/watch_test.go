package watch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/progress"
)

func TestEveryKindOfSave(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	path := s.file("01-one")
	replace := func(text string) {
		require.NoError(t, os.WriteFile(path+".new", []byte(text), 0o600))
		require.NoError(t, os.Rename(path+".new", path))
	}

	s.save("01-one", "written in place")
	s.untilSource("written in place")

	replace("replaced by rename")
	s.untilSource("replaced by rename")

	s.save("01-one", "first of two")
	time.Sleep(10 * time.Millisecond) // the second save comes this much later, and its content is the one that counts
	s.save("01-one", "second of two")
	s.untilSource("second of two")

	require.NoError(t, os.Truncate(path, 0))
	s.save("01-one", "truncated, then written")
	s.untilSource("truncated, then written")

	require.NoError(t, os.Remove(path))
	s.save("01-one", "deleted, then restored")
	s.untilSource("deleted, then restored")

	s.save("01-one", "line\r\nends\r\nof Windows\r\n")
	s.untilSource("line\r\nends\r\nof Windows\r\n")

	require.NoError(t, os.Remove(path))
	s.untilSource("missing")
	s.save("01-one", "")
	s.save("01-one", "back")
	s.untilSource("back")

	s.press('q')
	require.NoError(t, s.end())
}

func TestSameSizeSameTime(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	at := time.Now().Add(-time.Hour)
	s.save("01-one", "text a")
	require.NoError(t, os.Chtimes(s.file("01-one"), at, at))
	s.untilSource("text a")
	s.save("01-one", "text b")
	require.NoError(t, os.Chtimes(s.file("01-one"), at, at))
	s.untilSource("text b")
	s.press('q')
	require.NoError(t, s.end())
}

func TestNoVerdictIsLost(t *testing.T) {
	s := newFixture(t)
	for i := range 200 {
		text := fmt.Sprintf("save %d", i)
		s.save("01-one", text)
		s.untilSource(text)
	}
	s.press('q')
	require.NoError(t, s.end())
}

func TestSupersededRunsAreCancelled(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.set(func() { s.hold = true })
	s.save("01-one", "old")
	s.until("busy", func(v View) bool { return v.Busy })
	<-s.held
	s.set(func() { s.hold = false })
	s.save("01-one", "new")
	v := s.until("second verdict", func(v View) bool { return v.Number == 2 })
	assert.Equal(t, "new", string(v.Verdict.Steps[0].Output))
	s.set(func() { assert.Equal(t, 1, s.killed) })
	s.press('q')
	require.NoError(t, s.end())
}

func TestEndWhileARunGoesOn(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.set(func() { s.hold = true })
	s.save("01-one", "endless")
	s.until("busy", func(v View) bool { return v.Busy })
	<-s.held
	s.stop()
	require.NoError(t, s.end())
}

func TestTwoLessonsSavedAtOnce(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.save("02-two", "of two")
	s.save("01-one", "of one")
	seen := map[string]bool{}
	s.until("both", func(v View) bool {
		if v.Verdict != nil {
			seen[v.Lesson.ID+string(v.Verdict.Steps[0].Output)] = true
		}
		return seen["01-oneof one"] && seen["02-twoof two"]
	})
	s.press('q')
	require.NoError(t, s.end())
}

func TestHintsPassedStepsAndTheEnd(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.press('s')
	assert.Equal(t, NoteNotGreen, s.until("note", func(v View) bool { return v.Note != "" }).Note)
	s.press('h')
	assert.Equal(t, 1, s.until("hint", func(v View) bool { return v.Hint != nil }).Hint.Taken)
	s.press('ㅗ') // h on a keyboard switched to Hangul
	s.until("second hint", func(v View) bool { return v.Hint != nil && v.Hint.Taken == 2 })

	s.save("01-one", "aa")
	v := s.untilSource("aa")
	require.Len(t, v.NewlyPassed, 1)
	assert.Equal(t, "aa", v.NewlyPassed[0].ID)
	s.save("01-one", "aa bb")
	v = s.untilSource("aa bb")
	require.Len(t, v.NewlyPassed, 1)
	assert.Equal(t, "bb", v.NewlyPassed[0].ID)
	assert.False(t, v.AllDone)
	s.press('s')
	s.until("solution", func(v View) bool { return v.Page == PageSolution })
	s.press('x')
	s.until("back", func(v View) bool { return v.Page == PageLesson && v.Note == "" })

	s.press('n')
	s.until("next lesson", func(v View) bool { return v.Lesson.ID == "02-two" && v.Verdict != nil })
	s.save("02-two", "aa bb")
	assert.True(t, s.untilSource("aa bb").AllDone)
	s.press('n')
	assert.Equal(t, NoteNoNext, s.until("note", func(v View) bool { return v.Note != "" }).Note)
	s.press('h')
	s.until("note", func(v View) bool { return v.Note == NoteNoHint })
	s.press('l')
	s.until("list", func(v View) bool { return v.Page == PageList })
	s.press('Q') // back to the lesson
	s.press('Q')
	require.NoError(t, s.end())

	store, err := progress.Open(s.root, time.Now())
	require.NoError(t, err)
	assert.True(t, store.Passed("02-two/bb"))
	assert.Equal(t, 2, store.Hints("01-one/aa"))
}

func TestResizeIsDrawn(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.set(func() { s.wide = 132 })
	s.until("new width", func(v View) bool { return v.Columns == 132 })
	s.press('q')
	require.NoError(t, s.end())
}

func TestAPanicIsAnError(t *testing.T) {
	s := newFixture(t)
	s.keys.fail = func() error { panic("in the keyboard") }
	s.untilSource("package main\n")
	close(s.keys.pressed)
	var p *panics.Error
	require.ErrorAs(t, s.end(), &p)
	assert.Equal(t, "in the keyboard", p.Value)
	assert.Contains(t, string(p.Stack), "watch_test.go")
}

func TestAPanicInARun(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.set(func() { s.panicky = true })
	s.press('r')
	v := s.until("the fault", func(v View) bool { return v.Err != nil })
	assert.ErrorContains(t, v.Err, "in a run")
	s.set(func() { s.panicky = false })
	s.press('r')
	s.until("the fault is gone", func(v View) bool { return v.Err == nil && v.Number == 2 })
	s.press('q')
	require.NoError(t, s.end())
}

func TestTheTerminalGoesAway(t *testing.T) {
	s := newFixture(t)
	s.keys.fail = func() error { return io.EOF }
	s.untilSource("package main\n")
	close(s.keys.pressed)
	require.NoError(t, s.end())

	s = newFixture(t)
	s.keys.fail = func() error { return errors.New("broken") }
	s.untilSource("package main\n")
	close(s.keys.pressed)
	require.ErrorContains(t, s.end(), "broken")
}

func TestStepsOfAnOldRunDoNotCount(t *testing.T) {
	l := &loop{Config: Config{Terminal: Terminal{Size: func() (int, int) { return 80, 24 }}}, runNumber: 2, results: map[string]verdict{}, saved: map[string]time.Time{}}
	_, err := l.handle(t.Context(), event{step: &stepDone{run: 1}})
	require.NoError(t, err)
	assert.Empty(t, l.raceSteps)
}
