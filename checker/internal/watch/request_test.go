package watch

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/progress"
)

// ask sends a request and returns its result. It discards the views that arrive meanwhile.
func (s *fixture) ask(r Request) error {
	s.t.Helper()
	done := make(chan error, 1)
	r.Done = done
	send := s.requests
	for {
		select {
		case send <- r:
			send = nil
		case err := <-done:
			return err
		case _, ok := <-s.views:
			require.True(s.t, ok)
		}
	}
}

func TestAPageAsksForWhatKeysAskFor(t *testing.T) {
	s := newFixture(t)
	s.untilSource("package main\n")
	two := s.course.Lessons[1]
	require.NoError(t, s.ask(Request{Action: RunLesson, Lesson: two}))
	s.until("the other lesson", func(v View) bool { return v.Lesson.ID == two.ID && v.Verdict != nil })
	require.NoError(t, s.ask(Request{Action: RunLesson, Lesson: two, Lang: "ko"}))
	s.until("the other language", func(v View) bool { return v.Verdict != nil && v.Verdict.Lang == "ko" })
	require.NoError(t, s.ask(Request{Action: RunLesson, Lesson: two}))
	s.until("the same language again", func(v View) bool { return v.Number > 2 && v.Verdict.Lang == "ko" })
	for range 4 { // one more than there are
		require.NoError(t, s.ask(Request{Action: TakeHint, Lesson: two, Step: two.Steps[1]}))
	}
	require.NoError(t, s.ask(Request{Action: RecordAnswer, Lesson: two, Question: "why"}))
	store, err := progress.Open(s.root, time.Now())
	require.NoError(t, err)
	assert.Equal(t, 3, store.Hints("02-two/bb"))
	assert.Zero(t, store.Hints("02-two/aa"))
	assert.True(t, store.Answered("02-two", "why"))
	s.stop()
	assert.NoError(t, s.end())
}

func TestWithoutATerminal(t *testing.T) {
	s := newFixture(t)
	s.stop()
	require.NoError(t, s.end())
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s.views = make(chan View)
	go func() {
		s.ended <- run(ctx, Config{Root: s.root, Course: s.course, First: s.course.Lessons[0], Views: s.views}, s.try)
	}()
	s.untilSource("package main\n")
	s.save("01-one", "package main // aa")
	s.untilSource("package main // aa")
	stop()
	assert.NoError(t, s.end())
}
