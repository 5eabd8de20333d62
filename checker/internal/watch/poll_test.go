package watch

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestHalfASaveIsNotJudged gives the probe the time, so that no machine is too slow for it.
func TestHalfASaveIsNotJudged(t *testing.T) {
	for name, half := range map[string]func(file string) error{
		"empty":   func(file string) error { return os.Truncate(file, 0) },
		"missing": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			file, now := filepath.Join(t.TempDir(), "one.go"), time.Now()
			write := func(text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o600)) }
			write("package main\n")
			p := newProbe("01-one", file, now)

			require.NoError(t, half(file))
			assert.False(t, p.changed(now.Add(pollEvery)), "it may be in the middle of a save")
			assert.False(t, p.changed(now.Add(settleTime)), "not yet settled")
			write("whole")
			assert.True(t, p.changed(now.Add(settleTime+pollEvery)), "the save is whole")
			assert.False(t, p.changed(now.Add(settleTime+2*pollEvery)), "reported once")

			require.NoError(t, half(file))
			later := now.Add(time.Hour)
			assert.False(t, p.changed(later))
			assert.True(t, p.changed(later.Add(settleTime)), "that is no save: the file stays so")
		})
	}
}
