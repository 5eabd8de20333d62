package goout

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRead checks that Read returns without a panic for any input, and that every file and line of a finding is in the input.
func FuzzRead(f *testing.F) {
	for _, dir := range []string{"output", "kernels"} {
		for _, s := range samples(f, dir) {
			f.Add(s.output)
		}
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		requireNothingInvented(t, input, read(t, input))
	})
}

// requireNothingInvented requires that every file and line of the findings is in the input.
func requireNothingInvented(t testing.TB, input []byte, found []Finding) {
	text := StripEscapes(string(input)) + StripEscapes(strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\\`, `\`, `\"`, `"`, `\u003c`, "<", `\u003e`, ">").Replace(string(input)))
	for _, l := range locations(found) {
		if strings.ContainsFunc(l.File, func(r rune) bool { return r < ' ' || r > '~' }) {
			continue // JSON spells such a name differently
		}
		require.Contains(t, text, l.File)
		require.Contains(t, text, fmt.Sprint(l.Line))
	}
}

// locations returns every file and line of the findings.
func locations(found []Finding) []Location {
	var out []Location
	add := func(file string, line int) {
		if file != "" {
			out = append(out, Location{File: file, Line: line})
		}
	}
	for _, f := range found {
		add(f.File, f.Line)
		if f.Created != nil {
			add(f.Created.File, f.Created.Line)
		}
		for _, a := range f.Accesses {
			add(a.File, a.Line)
			if a.Created != nil {
				add(a.Created.File, a.Created.Line)
			}
		}
		for _, g := range f.Goroutines {
			add(g.File, g.Line)
			if g.Created != nil {
				add(g.Created.File, g.Created.Line)
			}
		}
	}
	return out
}

// TestCutOff checks that Read reads an output that was cut off anywhere, as when the program was killed.
func TestCutOff(t *testing.T) {
	for _, s := range samples(t, "output") {
		output := s.output
		for i := 0; i < len(output); i += 1 + len(output)/80 {
			requireNothingInvented(t, output, read(t, output[:i]))
		}
	}
}

// TestRaceCutOff checks that a race report without its last part gives both accesses.
func TestRaceCutOff(t *testing.T) {
	for _, s := range samples(t, "output") {
		if s.name != "race-main-goroutine" {
			continue
		}
		before, _, _ := bytes.Cut(s.output, []byte("Goroutine "))
		found := read(t, before)
		require.Len(t, found, 1)
		require.Equal(t, KindDataRace, found[0].Kind)
		require.Len(t, found[0].Accesses, 2)
		require.NotZero(t, found[0].Accesses[1].Line)
	}
}
