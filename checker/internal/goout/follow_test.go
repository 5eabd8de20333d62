package goout

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const raceReport = `==================
WARNING: DATA RACE
Write at 0x00c000012345 by goroutine 8:
  main.main.func1()
      /home/ann/count/main.go:14 +0x44

Previous write at 0x00c000012345 by goroutine 7:
  main.main.func1()
      /home/ann/count/main.go:15 +0x44
==================
`

const panicReport = `panic: boom

goroutine 1 [running]:
main.main()
	/home/ann/count/main.go:9 +0x1d
`

// feed gives the lines of the text to the follower and returns the findings that came on the way.
func feed(f *Follower, text string) []Finding {
	var out []Finding
	_ = Lines(strings.NewReader(text), func(line string) { out = append(out, f.Line(line)...) }) // a strings.Reader has no errors
	return out
}

func TestAFindingIsCompleteWithItsBlock(t *testing.T) {
	f := NewFollower()
	found := feed(f, raceReport+strings.Repeat("served /\n", heldLines))
	require.Len(t, found, 1)
	assert.Equal(t, KindDataRace, found[0].Kind)
	assert.Len(t, found[0].Accesses, 2)
	assert.Empty(t, f.Pause())
	assert.Empty(t, f.Finish())
}

func TestAPauseEndsABlock(t *testing.T) {
	f := NewFollower()
	assert.Empty(t, feed(f, "served /\n"+panicReport))
	found := f.Pause()
	require.Len(t, found, 1)
	assert.Equal(t, 9, found[0].Line)
	assert.Empty(t, f.Pause())
	assert.Empty(t, f.Finish())
}

func TestAPauseUnderPrefixes(t *testing.T) {
	for name, style := range prefixStyles {
		if strings.Contains(name, "newest") {
			continue
		}
		f := NewFollower()
		found := append(feed(f, underStyle(panicReport, style)), f.Pause()...)
		if assert.Len(t, found, 1, name) {
			assert.Equal(t, 9, found[0].Line, name)
		}
	}
}

func TestARepeatedFindingIsCounted(t *testing.T) {
	f := NewFollower()
	feed(f, panicReport)
	require.Len(t, f.Pause(), 1)
	feed(f, panicReport)
	found := f.Pause()
	require.Len(t, found, 1)
	assert.Equal(t, 2, found[0].Times)
}

func TestAFollowedSentenceIsNoEvent(t *testing.T) {
	f := NewFollower()
	assert.Empty(t, feed(f, "panic: is a word\n"))
	assert.Empty(t, f.Pause())
	assert.Empty(t, feed(f, "level=info served /\nlevel=info served /a\n"))
	assert.Empty(t, f.Pause())
	assert.Empty(t, f.Finish())
}

func TestOnlyAnExitIsToldAtTheEnd(t *testing.T) {
	f := NewFollower()
	feed(f, "working\nsignal: killed\n")
	assert.Empty(t, f.Pause())
	found := f.Finish()
	require.Len(t, found, 1)
	assert.Equal(t, KindExit, found[0].Kind)
	f = NewFollower()
	feed(f, raceReport+"exit status 66\n")
	assert.Len(t, f.Pause(), 1)
	assert.Empty(t, f.Finish())
}

// TestFollowingFindsWhatReadFinds compares the findings of each sample, with a pause at its end.
func TestFollowingFindsWhatReadFinds(t *testing.T) {
	for name, plain := range plainSamples(t) {
		f := NewFollower()
		found := append(feed(f, plain), f.Finish()...)
		assert.Equal(t, kindsOf(read(t, plain)), kindsOf(found), name)
	}
}

// kindsOf returns the kinds and lines of the findings, each once.
func kindsOf(found []Finding) map[string]int {
	out := map[string]int{}
	for _, f := range found {
		out[string(f.Kind)+" "+f.File] = f.Line
	}
	return out
}
