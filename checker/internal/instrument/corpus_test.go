package instrument_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/instrument"
)

// TestCorpusUnchanged runs rewritten programs without the scheduler. Their behaviour must not change.
func TestCorpusUnchanged(t *testing.T) {
	for _, dir := range []string{"testdata/corpus", "testdata/old"} {
		b, err := instrument.Build(t.Context(), instrument.Options{Dir: dir})
		require.NoError(t, err)
		cmd := exec.CommandContext(t.Context(), b.Path)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		assert.NoError(t, err, "%s", out)
		require.NoError(t, b.Close())
	}
}

// TestCorpusExplored explores the same programs. They are right in every schedule.
func TestCorpusExplored(t *testing.T) {
	for _, dir := range []string{"testdata/corpus", "testdata/old"} {
		b, err := instrument.Build(t.Context(), instrument.Options{Dir: dir, Tests: true})
		require.NoError(t, err)
		for _, name := range b.Tests {
			r, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name, Order: explore.Order{NoTimers: true}})
			require.NoError(t, err)
			t.Logf("%s: %s %q %s:%d, %d schedules, %.0f ms, exhausted %v", name, r.Cause, r.Message, r.File, r.Line, r.Schedules, r.Millis, r.Exhausted)
			assert.True(t, r.OK(), "%s: %s %s %+v", name, r.Cause, r.Message, r.Blocked)
		}
		require.NoError(t, b.Close())
	}
}
