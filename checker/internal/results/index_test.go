package results_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
)

func TestAnIndexFindsTheLastLines(t *testing.T) {
	name := filepath.Join(t.TempDir(), results.FileName)
	f, _, err := results.Open(name)
	require.NoError(t, err)
	for i, id := range []string{"s2", "s1", "s2", "s3", "s1"} {
		require.NoError(t, f.Append(results.Student{Student: id, Name: "김\n", State: results.Graded, Points: i}))
	}
	require.NoError(t, f.Close())
	appendText(t, name, `{"version":1,"student":"s9"`) // cut off
	x, err := results.OpenIndex(name)
	require.NoError(t, err)
	defer x.Close()
	var ids []string
	var points []int
	for _, e := range x.Students {
		s, err := x.Line(e)
		require.NoError(t, err)
		assert.Equal(t, e.Student, s.Student)
		ids, points = append(ids, e.Student), append(points, s.Points)
	}
	assert.Equal(t, []string{"s2", "s1", "s3"}, ids)
	assert.Equal(t, []int{2, 4, 3}, points)
	appendText(t, name, "\n")
	_, err = results.OpenIndex(name)
	var line *results.LineError
	require.ErrorAs(t, err, &line)
	assert.Equal(t, 6, line.Line)
}

func appendText(t *testing.T, name, text string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(text)
	require.NoError(t, err)
	require.NoError(t, f.Close())
}
