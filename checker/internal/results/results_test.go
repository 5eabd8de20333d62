package results_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
)

func TestTheLastLineCounts(t *testing.T) {
	name := filepath.Join(t.TempDir(), results.FileName)
	f, before, err := results.Open(name)
	require.NoError(t, err)
	assert.Empty(t, before)
	for _, s := range []results.Student{{Student: "a", Points: 1}, {Student: "b", Points: 2}, {Student: "a", Points: 3}} {
		require.NoError(t, f.Append(s))
	}
	require.NoError(t, f.Close())
	f, all, err := results.Open(name)
	require.NoError(t, err)
	defer f.Close()
	assert.Len(t, all, 3)
	last := results.Last(all)
	require.Len(t, last, 2)
	assert.Equal(t, 3, last[0].Points)
	assert.Equal(t, 2, last[1].Points)
}

// A writer that is killed leaves any beginning of a line.
func TestACutLineIsRemoved(t *testing.T) {
	name := filepath.Join(t.TempDir(), results.FileName)
	f, _, err := results.Open(name)
	require.NoError(t, err)
	require.NoError(t, f.Append(results.Student{Student: "a"}))
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, f.Append(results.Student{Student: "b", Name: strings.Repeat("길다", 50_000)}))
	require.NoError(t, f.Close())
	both, err := os.ReadFile(name)
	require.NoError(t, err)
	for _, cut := range []int{1, 2, 17, 70_000, len(both) - len(whole) - 1} {
		require.NoError(t, os.WriteFile(name, both[:len(whole)+cut], 0o644))
		f, all, err := results.Open(name)
		require.NoError(t, err)
		assert.Len(t, all, 1)
		require.NoError(t, f.Append(results.Student{Student: "c"}))
		require.NoError(t, f.Close())
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(got), string(whole)))
		again, err := results.Read(strings.NewReader(string(got)))
		require.NoError(t, err)
		require.Len(t, again, 2, "nothing of the line that was cut is left")
		assert.Equal(t, "c", again[1].Student)
	}
}

func TestALineThatIsNoResult(t *testing.T) {
	for text, want := range map[string]string{
		"{}\n":                       "line 1: version 0",
		"{\"version\":1}\nhello\n":   "line 2: invalid character",
		"{\"version\":99}\n":         "line 1: version 99",
		"\n{\"version\":1}\n[1,2]\n": "line 3: json",
	} {
		_, err := results.Read(strings.NewReader(text))
		require.Error(t, err, text)
		assert.Contains(t, err.Error(), want)
	}
}

func TestWorst(t *testing.T) {
	for _, s := range []struct {
		states []results.State
		want   results.State
	}{
		{nil, results.Missing},
		{[]results.State{results.Missing, results.Graded}, results.Graded},
		{[]results.State{results.Graded, results.Refused, results.Unchanged}, results.Refused},
		{[]results.State{results.Limit, results.Unstable, results.MachineFault, results.Graded}, results.MachineFault},
	} {
		assert.Equal(t, s.want, results.Worst(s.states))
	}
	assert.ElementsMatch(t, []results.State{results.Graded, results.DoesNotBuild, results.Refused, results.Limit, results.Unstable, results.MachineFault, results.Unchanged, results.Missing, results.Unmatched}, results.States())
}

func TestTwoStatesAreNoVerdict(t *testing.T) {
	for _, s := range results.States() {
		assert.Equal(t, s != results.MachineFault && s != results.Unstable, s.Final(), s)
	}
}
