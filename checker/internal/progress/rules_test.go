package progress_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/progress"
)

var steps = []progress.Step{{ID: "01-race/a", Hints: 2}, {ID: "01-race/b", Was: []string{"01-race/old"}}, {ID: "01-race/c"}}

func TestTheFirstOpenStep(t *testing.T) {
	s := open(t, t.TempDir())
	assert.Equal(t, 0, s.FirstNotPassed(steps))
	assert.False(t, s.AllDone(steps))
	s.Pass(noon, "01-race/a")
	s.Pass(noon, "01-race/old")
	assert.Equal(t, 2, s.FirstNotPassed(steps), "b was green under an earlier id")
	s.Pass(noon, "01-race/c")
	assert.Equal(t, -1, s.FirstNotPassed(steps))
	assert.True(t, s.AllDone(steps))
}

func TestWhatIsGreenForTheFirstTimeIsFresh(t *testing.T) {
	s := open(t, t.TempDir())
	assert.Equal(t, []int{0, 1}, s.RecordPassed(noon, steps[:2]))
	assert.Equal(t, []int{2}, s.RecordPassed(noon, steps))
	assert.Empty(t, s.RecordPassed(noon, steps))
}

func TestHintsEnd(t *testing.T) {
	s := open(t, t.TempDir())
	assert.Equal(t, 1, s.NextHint(steps[0]))
	assert.Equal(t, 2, s.NextHint(steps[0]))
	assert.Equal(t, 2, s.NextHint(steps[0]), "there are two")
	assert.Equal(t, 0, s.NextHint(steps[2]), "there is none")
}

func TestTheRedStepIsKept(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.RecordRed("01-race/b")
	require.NoError(t, s.Save())
	assert.Equal(t, "01-race/b", open(t, dir).Red())
	s.RecordRed("")
	require.NoError(t, s.Save())
	assert.Empty(t, open(t, dir).Red())
}
