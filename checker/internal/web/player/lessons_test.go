package player_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/web/player"
)

// TestStartsOfTheLessons makes a page of every failing scenario of the lessons' starts.
func TestStartsOfTheLessons(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	c, err := course.Published()
	require.NoError(t, err)
	root, err := filepath.Abs("../../../..")
	require.NoError(t, err)
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	for _, l := range c.Lessons {
		start, err := c.Start(l)
		require.NoError(t, err)
		file, err := b.Write(l.File, start)
		require.NoError(t, err)
		e, err := b.Explorer(t.Context(), gotest.Source{Lesson: l, File: file})
		require.NoError(t, err)
		for _, s := range l.Steps {
			if s.Scenario == "" {
				continue
			}
			x := e.Explore(t.Context(), s, gotest.Options{})
			require.NoError(t, x.Err)
			require.NotNil(t, x.Result)
			if x.Result.OK() {
				continue
			}
			t.Run(s.ID+" moments", func(t *testing.T) { whoMovesIsThere(t, x.Result) })
			for _, lang := range msg.Langs() {
				t.Run(s.ID+" "+lang, func(t *testing.T) {
					var page strings.Builder
					source := func(string) []string { return strings.Split(string(start), "\n") }
					require.NoError(t, player.Write(&page, player.Input{Name: l.StepID(s), Result: x.Result, Source: source}, msg.New(lang)))
					holds(t, page.String())
				})
			}
		}
		require.NoError(t, e.Close())
	}
}

// holds checks what is true of every page.
func holds(t *testing.T, page string) {
	t.Helper()
	assert.Less(t, len(page), player.MaxSize)
	assert.NotContains(t, page, "&lt;player.", "a text is missing")
	assert.NotContains(t, page, "&lt;state.", "a text is missing")
	assert.NotContains(t, page, "<no value>")
	rows := strings.Count(page, "<tr data-row=")
	assert.Contains(t, page, `<b class="badge l0">A</b>`, "a goroutine")
	assert.Equal(t, rows+1, strings.Count(page, `<section class="state"`))
	for _, q := range regexp.MustCompile(`(?s)<section class="question".*?</section>`).FindAllString(page, -1) {
		assert.Equal(t, 1, strings.Count(q, `data-right="true"`), q)
	}
	for _, s := range regexp.MustCompile(`(?s)<section class="state".*?</section>`).FindAllString(page, -1) {
		assert.LessOrEqual(t, strings.Count(s, `<li class="moves">`), 1, s)
	}
}

// whoMovesIsThere requires that each step's goroutine has not ended just before it, a panic's too.
func whoMovesIsThere(t *testing.T, r *explore.Result) {
	t.Helper()
	for i, step := range r.Trace {
		moves := func(g explore.Standing) bool { return g.Goroutine == step.Goroutine && g.Can }
		if step.Before != nil {
			assert.True(t, slices.ContainsFunc(step.Before.Goroutines, moves), "step %d: %+v", i, step)
		}
		assert.False(t, step.Before == nil && step.Op == "panic", "step %d: how everything stood before the panic", i)
	}
}
