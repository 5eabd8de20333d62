package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/web/arena"
)

func TestTheStepsThatThePageCanPlay(t *testing.T) {
	c, err := course.Published()
	require.NoError(t, err)
	root := cloneFolder(t)
	require.NoError(t, copyRepo(c, root))
	o, err := cli.ArenaOptions(root)
	require.NoError(t, err)
	levels := o.Levels("ko")
	require.NotEmpty(t, levels)
	assert.Equal(t, "en", o.Lang)
	level := levels[0]
	assert.Equal(t, "/lesson/"+level.Group, level.Back)
	l := c.Lessons[0]
	file := filepath.Join(root, filepath.FromSlash(l.Path()))

	before := o.Version(level.ID)
	s, err := o.Open(t.Context(), level.ID, "en")
	require.NoError(t, err)
	search, err := s.Search(t.Context(), false)
	require.NoError(t, err)
	assert.False(t, search.OK(), "the originals fail")
	r, err := s.Replay(t.Context(), explore.Moves{Points: search.Points})
	require.NoError(t, err)
	assert.NotNil(t, r.Played)
	start, err := c.Start(l)
	require.NoError(t, err)
	assert.Contains(t, string(start), s.Source("elsewhere/" + l.File)[0])
	assert.Nil(t, s.Source("elsewhere/nothing.go"))
	require.NoError(t, s.Close())

	require.NoError(t, os.WriteFile(file, append(start, "\nvar x int = nothing\n"...), 0o600))
	assert.NotEqual(t, before, o.Version(level.ID))
	var problem *arena.Problem
	_, err = o.Open(t.Context(), level.ID, "ko")
	require.ErrorAs(t, err, &problem)
	assert.Contains(t, problem.Text, "undefined: nothing")
	assert.Contains(t, filepath.ToSlash(problem.Text), " "+l.Path()+":")
	assert.NotContains(t, problem.Text, root, "a page on a projector does not show where the reader keeps the repo")
	require.NoError(t, os.Remove(file))
	_, err = o.Open(t.Context(), level.ID, "en")
	require.ErrorAs(t, err, &problem)
	assert.Contains(t, problem.Text, l.File)
	for _, id := range []string{"", "01-race", "01-race/nothing", "../../etc"} {
		_, err = o.Open(t.Context(), id, "en")
		assert.Error(t, err)
		assert.Empty(t, o.Version(id))
	}
}
