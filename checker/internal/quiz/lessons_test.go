package quiz_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// eachQuestion calls try in a subtest for each question of each lesson.
func eachQuestion(t *testing.T, try func(*testing.T, course.Question)) {
	c, err := course.Published()
	require.NoError(t, err)
	for _, l := range c.Lessons {
		questions, err := course.Questions(os.DirFS(repo), l)
		require.NoError(t, err)
		for _, q := range questions {
			t.Run(l.ID+"/"+q.ID, func(t *testing.T) { try(t, q) })
		}
	}
}

// TestEveryAnswerIsTrue checks the questions of the lessons against what their programs do.
func TestEveryAnswerIsTrue(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	r := openRunner(t)
	eachQuestion(t, func(t *testing.T, q course.Question) {
		problems, err := r.Check(t.Context(), q)
		require.NoError(t, err)
		assert.Empty(t, problems)
	})
}
