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

// listing is a go command that lists one package less each time it is asked, from $LEFT on, beside the lesson's own, which is never up to date.
const listing = `#!/bin/sh
echo sharedmap-workshop/lessons/01-race
left=$(cat %[1]s)
case "$*" in *-race=true*) left=$((left - 1)); echo $left >%[1]s; seq $left ;; esac
`

// countWith counts with such a go command until nothing is left.
func countWith(t *testing.T, packages int) []Building {
	dir := t.TempDir()
	counter, goes := filepath.Join(dir, "left"), filepath.Join(dir, "go")
	require.NoError(t, os.WriteFile(counter, fmt.Appendln(nil, packages+1), 0o600))
	require.NoError(t, os.WriteFile(goes, fmt.Appendf(nil, listing, counter), 0o700))
	c, err := course.Published()
	require.NoError(t, err)
	b, err := NewBuilder(dir, c)
	require.NoError(t, err)
	b.goes = goes
	events := make(chan Event)
	r := &runner{builder: b, events: events}
	counting := r.count(t.Context(), []Work{{Source: Source{Lesson: c.Lessons[0]}}})
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

// After the first run there is nothing to count but the lessons themselves: no bar flickers.
func TestAnEditIsNotCounted(t *testing.T) { assert.Empty(t, countWith(t, 0)) }
