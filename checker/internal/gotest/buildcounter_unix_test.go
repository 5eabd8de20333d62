//go:build unix

package gotest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// listing is a script that acts as the go command. It lists the lesson's own package, which is never up to date, and a number of other
// packages, which is one less each time.
const listing = `#!/bin/sh
echo sharedmap-workshop/lessons/01-race
left=$(cat %[1]s)
case "$*" in *-race=true*) left=$((left - 1)); echo $left >%[1]s; seq $left ;; esac
`

// countWith counts with the script until no package is left, and returns the progress that was sent.
func countWith(t *testing.T, packages int) []Building {
	dir := t.TempDir()
	counter, command := filepath.Join(dir, "left"), filepath.Join(dir, "go")
	require.NoError(t, os.WriteFile(counter, fmt.Appendln(nil, packages+1), 0o600))
	require.NoError(t, os.WriteFile(command, fmt.Appendf(nil, listing, counter), 0o700))
	c, err := course.Published()
	require.NoError(t, err)
	b, err := NewBuilder(dir, c)
	require.NoError(t, err)
	b.goCommand = command
	events := make(chan Event)
	r := &runner{builder: b, events: events}
	counting := r.startCounting(t.Context(), []Work{{Source: Source{Lesson: c.Lessons[0]}}})
	go func() { <-counting.ended; close(events) }()
	var got []Building
	for e := range events {
		got = append(got, *e.Built)
	}
	counting.end()
	require.NoError(t, b.Close())
	return got
}

func TestAFirstRunIsCounted(t *testing.T) {
	assert.Equal(t, []Building{{0, 6}, {1, 6}, {2, 6}, {3, 6}, {4, 6}, {5, 6}, {6, 6}}, countWith(t, 6))
}

// After the first run only the lessons' own packages are out of date, so no progress is sent.
func TestAnEditIsNotCounted(t *testing.T) { assert.Empty(t, countWith(t, 0)) }
