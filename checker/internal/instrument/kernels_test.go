package instrument_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/instrument"
)

// TestKernels explores small programs with published kinds of bugs. Each bug must be found. The search of each right variant (Right) must
// find nothing and be exhausted. A right variant that cannot be searched exhaustively (RightCapped) must report that.
func TestKernels(t *testing.T) {
	b, err := instrument.Build(t.Context(), instrument.Options{Dir: "testdata/kernels", Tests: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	for _, name := range b.Tests {
		t.Run(name, func(t *testing.T) {
			o := instrument.RunOptions{Test: name}
			if strings.HasSuffix(name, "Capped") {
				o.Time = 3 * time.Second
			}
			r, err := b.RunTest(t.Context(), o)
			require.NoError(t, err)
			t.Logf("%s: %s %s; %d schedules, %.1f ms, exhausted %v %s", name, r.Cause, r.Message, r.Schedules, r.Millis, r.Exhausted, r.Limit)
			switch {
			case strings.HasSuffix(name, "Bug"):
				assert.False(t, r.OK(), "not found")
				assert.NotEmpty(t, r.Trace)
				if name == "TestKeptByContinueBug" {
					assert.True(t, slices.ContainsFunc(r.Trace, func(s explore.Step) bool { return s.Op == "continue" }), "by which way a branch was left")
				}
			case strings.HasSuffix(name, "RightCapped"):
				assert.True(t, r.OK(), "refused: %+v", r)
				assert.True(t, r.Capped, "not said to be unfinished")
			case strings.HasSuffix(name, "Right"):
				assert.True(t, r.OK(), "refused: %+v", r)
				assert.True(t, r.Exhausted, "not searched to the end")
			default:
				assert.Fail(t, "neither a bug nor right")
			}
		})
	}
}
