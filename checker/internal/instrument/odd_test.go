package instrument_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/instrument"
)

// TestOdd explores tests that cannot be explored in the usual way. Each exploration must end and report why.
func TestOdd(t *testing.T) {
	b, err := instrument.Build(t.Context(), instrument.Options{Dir: "testdata/odd", Tests: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	want := map[string]explore.Cause{
		"TestEndless": explore.Endless, "TestSpawns": explore.Livelock, "TestRandom": explore.Nondeterministic, "TestSkipped": explore.Skipped,
		"TestSubtests": explore.Check, "TestStack": explore.Panic, "TestFine": explore.None, "TestBubble": explore.None,
	}
	for name, cause := range want {
		t.Run(name, func(t *testing.T) {
			r, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name, Order: explore.Order{Time: 5 * time.Second}})
			require.NoError(t, err)
			t.Logf("%s %q %s:%d %d schedules in %.0f ms, limit %q, outcomes %q", r.Cause, r.Message, filepath.Base(r.File), r.Line, r.Schedules, r.Millis, r.Limit, r.Outcomes)
			assert.Equal(t, cause, r.Cause)
		})
	}
	for test, reasons := range b.Reasons {
		var kinds []string
		for _, reason := range reasons {
			kinds = append(kinds, reason.Kind+" "+reason.What)
		}
		external := map[string][]string{
			"TestProcess": {"process os/exec"}, "TestFileFarAway": {"io os.ReadFile"}, "TestServes": {"network net"},
		}
		assert.Equal(t, external[test], kinds, test)
	}
}

func TestDoesNotCompile(t *testing.T) {
	_, err := instrument.Build(t.Context(), instrument.Options{Dir: "testdata/broken", Tests: true})
	var problems *instrument.ProblemError
	require.ErrorAs(t, err, &problems)
	require.Len(t, problems.Problems, 1)
	assert.Contains(t, problems.Problems[0], "broken.go:3:23: cannot use \"one\"")
	left, err := filepath.Glob("testdata/broken/*")
	require.NoError(t, err)
	assert.Len(t, left, 2, "nothing is left behind")
}

func TestNoPackage(t *testing.T) {
	_, err := instrument.Build(t.Context(), instrument.Options{Dir: t.TempDir(), Tests: true})
	require.Error(t, err)
	_, err = instrument.Build(t.Context(), instrument.Options{Dir: filepath.Join(t.TempDir(), "none"), Tests: true})
	require.Error(t, err)
	assert.True(t, errors.Is(err, instrument.ErrNoPackage), err)
}

// TestReplay replays a saved schedule. It must be refused if the code has changed.
func TestReplay(t *testing.T) {
	b, err := instrument.Build(t.Context(), instrument.Options{Dir: "testdata/kernels", Tests: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	for _, name := range []string{"TestLostUpdateBug", "TestLockOrderBug", "TestTimeoutLeakBug", "TestBareReadBug", "TestPlainIncrementBug", "TestErrorByLotBug", "TestLateForSignalsBug"} {
		found, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name})
		require.NoError(t, err)
		file := filepath.Join(t.TempDir(), "schedule.json")
		require.NoError(t, found.Save(file))
		again, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name, Order: explore.Order{Replay: file}})
		require.NoError(t, err)
		assert.Equal(t, found.Cause, again.Cause, name)
		assert.Equal(t, found.Trace, again.Trace, name)
		assert.Equal(t, found.Blocked, again.Blocked, name)
		assert.Equal(t, 1, again.Schedules)

		found.Code = "other"
		require.NoError(t, found.Save(file))
		stale, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name, Order: explore.Order{Replay: file}})
		require.NoError(t, err)
		assert.Equal(t, explore.Stale, stale.Cause)
	}
	garbage := filepath.Join(t.TempDir(), "garbage.json")
	require.NoError(t, os.WriteFile(garbage, []byte("{"), 0o644))
	_, err = b.RunTest(t.Context(), instrument.RunOptions{Test: "TestLostUpdateBug", Order: explore.Order{Replay: garbage}})
	require.Error(t, err)
}
