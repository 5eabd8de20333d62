package watch

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/term"
)

func TestAnyKeyGoesBack(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	for _, k := range []rune{'q', 'h', 'r', 'n', 's', 'x', 'l', ' ', '\n', 'ㅂ', term.KeyUp, term.KeyEscape, term.KeyOther} {
		s.press('l')
		v := s.until("list", func(v View) bool { return v.Page == PageList })
		assert.True(t, v.Pager.Fits())
		s.press(k)
		v = s.until("back", func(v View) bool { return v.Page == PageLesson })
		assert.Empty(t, v.Note, "%q did something else", k)
		assert.Nil(t, v.Hint, "%q took a hint", k)
		assert.False(t, v.Busy, "%q started a run", k)
	}
	s.press('q')
	require.NoError(t, s.end())
}

func TestALongPageScrolls(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.press('t')
	v := s.until("the text", func(v View) bool { return v.Page == PageText })
	require.Len(t, v.Pager.Visible(), 23, "one row is for the keys")
	assert.Contains(t, v.Pager.Visible()[0], "line 0")
	top := func(k rune, want int) {
		t.Helper()
		s.press(k)
		s.until("scrolled", func(v View) bool { return v.Page == PageText && v.Pager.Top == want })
	}
	top(' ', 22)
	top(term.KeyPageDown, 37) // the last screen is full
	top(term.KeyDown, 37)
	top('k', 36)
	top(term.KeyPageUp, 14)
	top('ㅠ', 0) // b
	top(term.KeyEnd, 37)
	top(term.KeyHome, 0)
	top('\n', 1)

	top(term.KeyEnd, 37)
	s.set(func() { s.wide = 40 }) // each line takes two rows now
	v = s.until("new width", func(v View) bool { return v.Columns == 40 })
	assert.Greater(t, v.Pager.Top, 60, "the reader stays at the same place")
	assert.Len(t, v.Pager.Visible(), 23)

	s.press('r')
	v = s.until("back", func(v View) bool { return v.Page == PageLesson })
	assert.False(t, v.Busy)
	for _, k := range []rune{'m', '\n', ' ', term.KeyPageDown} {
		s.press(k)
		s.until("more", func(v View) bool { return v.Page == PageMore })
		s.press('q')
		s.until("back", func(v View) bool { return v.Page == PageLesson })
	}
	s.press('m')
	s.save("01-one", "aa")
	assert.Equal(t, PageLesson, s.untilSource("aa").Page, "a save shows its result")
	s.press('t')
	s.press(endOfInput)
	require.NoError(t, s.end())
}

func TestWhereThereIsNothingToShow(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	for k, want := range map[rune]Note{'d': NoteNoSchedule, 'p': NoteNoPrevious, 'x': NoteKey, term.KeyOther: NoteKey} {
		s.press(k)
		v := s.until("note", func(v View) bool { return v.Note == want })
		assert.Equal(t, PageLesson, v.Page)
	}
	s.press('q')
	require.NoError(t, s.end())
}

func TestPreviousIsTheResultOfTheSaveBefore(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	s.save("01-one", "aa one")
	s.untilSource("aa one")
	s.save("01-one", "two")
	s.untilSource("two")
	s.press('p')
	v := s.until("previous", func(v View) bool { return v.Page == PagePrevious })
	assert.Equal(t, []string{"aa one"}, v.Pager.Visible())
	s.press('q')
	s.press('q')
	require.NoError(t, s.end())
}

func TestTheFourthHint(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	for n := 1; n <= 3; n++ {
		s.press('h')
		v := s.until("hint", func(v View) bool { return v.Hint != nil && v.Hint.Taken == n })
		assert.Empty(t, v.Note)
	}
	s.press('h')
	v := s.until("no more hints", func(v View) bool { return v.Note == NoteLastHint })
	assert.Equal(t, 3, v.Hint.Taken)
	s.press('q')
	require.NoError(t, s.end())
}

func TestAStepThatTurnsRedNamesTheSave(t *testing.T) {
	s := newFixture(t)
	v := s.untilSource("package main\n")
	assert.Empty(t, v.TurnedRed)
	s.save("01-one", "aa bb")
	assert.Empty(t, s.untilSource("aa bb").TurnedRed)

	before := time.Now()
	s.save("01-one", "only aa")
	v = s.untilSource("only aa")
	require.Len(t, v.TurnedRed, 1)
	assert.Equal(t, "bb", v.TurnedRed[0].Step.ID)
	assert.WithinRange(t, v.TurnedRed[0].Save, before, time.Now())
	culprit := v.TurnedRed[0].Save

	s.save("01-one", "does not build aa")
	assert.Empty(t, s.untilSource("does not build aa").TurnedRed, "nothing is known of the steps")
	s.save("01-one", "still only aa")
	v = s.untilSource("still only aa")
	require.Len(t, v.TurnedRed, 1)
	assert.Equal(t, culprit, v.TurnedRed[0].Save, "a later save is not to blame")
	assert.Empty(t, v.NewlyPassed, "aa was green all the time")

	s.save("01-one", "aa bb again")
	v = s.untilSource("aa bb again")
	assert.Empty(t, v.TurnedRed)
	require.Len(t, v.NewlyPassed, 1)
	s.press('q')
	require.NoError(t, s.end())
}

func TestAPageWithoutHeightIsShownWhole(t *testing.T) {
	p := newPager([]string{"a", "b", "", ""}, 80, 0)
	assert.True(t, p.Fits())
	assert.Equal(t, []string{"a", "b"}, p.Visible())
}
