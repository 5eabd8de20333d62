package instrument_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/instrument"
)

// TestBegin explores tests of packages that do much during initialisation: init functions in several files and packages, values that
// functions create, goroutines that are started there. Each schedule must start with the packages' initial state.
func TestBegin(t *testing.T) {
	b, err := instrument.Build(t.Context(), instrument.Options{Dir: "testdata/begin", Tests: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	for _, name := range b.Tests {
		t.Run(name, func(t *testing.T) {
			r, err := b.RunTest(t.Context(), instrument.RunOptions{Test: name})
			require.NoError(t, err)
			t.Logf("%s: %s %s; %d schedules, %.1f ms, exhausted %v %s", name, r.Cause, r.Message, r.Schedules, r.Millis, r.Exhausted, r.Limit)
			if strings.HasSuffix(name, "Bug") {
				assert.False(t, r.OK(), "not found")
				return
			}
			assert.True(t, r.OK(), "refused: %+v", r)
			assert.True(t, r.Exhausted, "not searched to the end")
			assert.Empty(t, b.Reasons[name])
		})
	}
}
