package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// programOutput keeps what the program prints.
type programOutput struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *programOutput) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *programOutput) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// Step program: on Ctrl-C the program closes the map and loses no visit.
func TestProgram(t *testing.T) {
	w := newWatch(t)
	ctx, ctrlC := context.WithCancel(noLimit)
	defer ctrlC()
	var out programOutput
	program := startCall("the program", func() error { return runProgram(ctx, &out) })
	working := w.waitFor(func() bool {
		return isClosed(program.done) || strings.Contains(out.String(), "so far")
	})
	require.True(t, working, "expected: the program stores visits and prints their count\nwhat happened: it prints nothing. Goroutines wait at\n%s", places(w.others()))

	ctrlC()
	const expected = "after Ctrl-C the program closes the map, prints the count and ends"
	w.returned(program, expected)
	t.Log("the program printed:\n" + out.String())
	require.NoError(t, program.err, "expected: %s, with exit status 0", expected)
	count := regexp.MustCompile(`Count after Close: [1-9]\d*\n`)
	assert.Regexp(t, count, out.String(), "expected: the count of what %s handed over", lineOf("Close"))
	w.nobodyLeft("after the program")
}
