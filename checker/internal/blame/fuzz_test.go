package blame

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// FuzzRead: whatever stands in the input, Read ends, does not panic, and invents nothing: every file and line of a finding stands in the input.
func FuzzRead(f *testing.F) {
	for _, dir := range []string{"output", "kernels"} {
		for _, s := range samples(f, dir) {
			f.Add(s.file("output"))
		}
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		found, err := goout.Read(bytes.NewReader(input))
		require.NoError(t, err)
		requireNothingInvented(t, input, found)
	})
}

// requireNothingInvented holds for inputs whose JSON needs no unquoting of file names.
func requireNothingInvented(t testing.TB, input []byte, found []goout.Finding) {
	text := goout.StripEscapes(string(input)) + goout.StripEscapes(strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\\`, `\`, `\"`, `"`, `\u003c`, "<", `\u003e`, ">").Replace(string(input)))
	for _, l := range locations(found) {
		if strings.ContainsFunc(l.File, func(r rune) bool { return r < ' ' || r > '~' }) {
			continue // written otherwise in JSON
		}
		require.Contains(t, text, l.File)
		require.Contains(t, text, fmt.Sprint(l.Line))
	}
}

// locations lists every file and line of the findings.
func locations(found []goout.Finding) []goout.Location {
	var out []goout.Location
	add := func(file string, line int) {
		if file != "" {
			out = append(out, goout.Location{File: file, Line: line})
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

// TestCutOff: an output that ends anywhere, as when the program was killed, is read as far as it goes.
func TestCutOff(t *testing.T) {
	for _, s := range samples(t, "output") {
		output := s.file("output")
		for i := 0; i < len(output); i += 1 + len(output)/80 {
			found, err := goout.Read(bytes.NewReader(output[:i]))
			require.NoError(t, err)
			requireNothingInvented(t, output, found)
		}
	}
}

// TestRaceCutOff: of a race report that breaks off, both accesses are told as soon as their lines are there.
func TestRaceCutOff(t *testing.T) {
	for _, s := range samples(t, "output") {
		if s.name != "race-main-goroutine" {
			continue
		}
		before, _, _ := bytes.Cut(s.file("output"), []byte("Goroutine "))
		found, err := goout.Read(bytes.NewReader(before))
		require.NoError(t, err)
		require.Len(t, found, 1)
		require.Equal(t, goout.KindDataRace, found[0].Kind)
		require.Len(t, found[0].Accesses, 2)
		require.NotZero(t, found[0].Accesses[1].Line)
	}
}
