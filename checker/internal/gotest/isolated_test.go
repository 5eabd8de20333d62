package gotest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/sandbox"
)

// repo is the repo's root, seen from this package.
const repo = "../../.."

// isolated returns a Builder whose programs run in the best sandbox that the machine has.
func isolated(t *testing.T) (*gotest.Builder, *course.Course) {
	t.Helper()
	probed, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	runner, err := sandbox.New(probed.Level(), probed)
	require.NoError(t, err)
	t.Log("level", probed.Level())
	c, err := course.Published()
	require.NoError(t, err)
	root, err := filepath.Abs(repo)
	require.NoError(t, err)
	b, err := gotest.NewIsolatedBuilder(t.Context(), root, c, runner)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	return b, c
}

// The last lesson's solution is green and its start is red in a sandbox, in both runs, and one binary holds both.
func TestIsolated(t *testing.T) {
	b, c := isolated(t)
	l := c.Lessons[len(c.Lessons)-1]
	solution, err := os.ReadFile(filepath.Join(repo, filepath.FromSlash(l.Solution())))
	require.NoError(t, err)
	start, err := c.Start(l)
	require.NoError(t, err)
	bundle, failure, err := b.CompileAnswers(t.Context(), l, [][]byte{solution, start})
	require.NoError(t, err)
	require.Nil(t, failure)
	for i, passes := range []bool{true, false} {
		for _, step := range l.Steps {
			r, err := bundle.Binaries[i].Run(t.Context(), step)
			require.NoError(t, err)
			assert.Equal(t, passes, r.Report.Passed() && !r.Raced && r.ExitCode == 0, "%s %d: %s", step.ID, i, r.Output)
			assert.Empty(t, r.Stopped)
		}
	}
	require.NoError(t, bundle.Remove())
	for i, text := range [][]byte{solution, start} {
		file, err := b.Write(l.File, text)
		require.NoError(t, err)
		e, err := b.Explorer(t.Context(), gotest.Source{Lesson: l, File: file})
		require.NoError(t, err)
		for _, step := range l.Steps {
			if step.Scenario == "" {
				continue
			}
			x := e.Explore(t.Context(), step, gotest.Options{})
			require.NoError(t, x.Err)
			require.NotNil(t, x.Result)
			assert.Equal(t, i == 0, x.Result.OK(), "%s: %+v", step.ID, x.Result)
			if i == 1 {
				require.NotEmpty(t, x.Result.Trace)
				assert.NotEmpty(t, x.Result.Trace[0].Code, "the lines of the schedule")
			}
		}
		require.NoError(t, e.Close())
	}
}
