package blame

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// racesAt explains a race of a closure with itself at a line of job.go.
func racesAt(t *testing.T, code string) goout.Finding {
	t.Helper()
	at := "  app.all.func1()\n      /w/job.go:8 +0x44\n\n"
	out := "==================\nWARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 8:\n" + at +
		"Previous write at 0x00c000012345 by goroutine 7:\n" + at + "==================\n"
	found, err := goout.Read(strings.NewReader(out))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return Explain(found[0], fstest.MapFS{"job.go": &fstest.MapFile{Data: []byte(code)}})
}

const jobCode = `package app
func all(jobs []func() (int, error), n int) (err error) {
	results := make([]int, len(jobs))
	last := 0
	for w := range n {
		go func() {
			for i := w; i < len(jobs); i += n {
				results[INDEX], err = jobs[i]()
			}
		}()
	}
	last++
	return err
}
`

func TestRaceOnCapturedVariableBesideOwnElement(t *testing.T) {
	f := racesAt(t, strings.Replace(jobCode, "INDEX", "i", 1))
	assert.Equal(t, CapturedVariable, f.Pattern)
	assert.Equal(t, "err", f.Variable)
}

func TestRaceOnSharedElementOrCapturedVariable(t *testing.T) {
	f := racesAt(t, strings.Replace(jobCode, "INDEX", "last", 1))
	assert.Empty(t, f.Pattern)
	assert.Empty(t, f.Variable)
}
