package instrument_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/instrument"
)

// TestKernels explores small programs with published kinds of bugs. Each bug must be found. The search of each right variant (Right) must
// find nothing and be exhausted. What is found is compared with testdata/kernels.golden: the cause, and the lines that explain it. A right variant that cannot be searched exhaustively (RightCapped) must report that.
func TestKernels(t *testing.T) {
	b, err := instrument.Build(t.Context(), instrument.Options{Dir: "testdata/kernels", Tests: true})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	found := golden.Open(t, "testdata/kernels.golden")
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
				found.Equal(t, name, whatIsFound(r))
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

// whatIsFound returns the cause of a result, and the code of the lines that explain it: where goroutines are blocked, the two accesses of a race,
// or the line that panics. The order does not depend on the schedule. Lines of the helpers that start goroutines explain nothing.
func whatIsFound(r *explore.Result) string {
	var lines []string
	add := func(file, code string) {
		if filepath.Base(file) != "help_test.go" && strings.TrimSpace(code) != "" {
			lines = append(lines, strings.TrimSpace(code))
		}
	}
	for _, blocked := range r.Blocked {
		add(blocked.File, blocked.Code)
	}
	for _, c := range r.Races {
		add(c.Write.File, c.Write.Code)
		add(c.Other.File, c.Other.Code)
	}
	if last := len(r.Trace) - 1; r.Cause == explore.Panic && last >= 0 {
		add(r.Trace[last].File, r.Trace[last].Code)
	}
	slices.Sort(lines)
	text := string(r.Cause)
	if r.Cause == explore.Check || r.Cause == explore.Panic {
		text += ": " + r.Message
	}
	for _, line := range slices.Compact(lines) {
		text += "\n\t" + line
	}
	return text
}
