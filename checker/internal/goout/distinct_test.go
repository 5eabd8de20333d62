package goout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDistinct(t *testing.T) {
	read, write := Access{Op: "read", File: "a.go", Line: 85}, Access{Op: "write", File: "a.go", Line: 52}
	race := func(a, b Access) Finding {
		return Finding{Kind: KindDataRace, File: "a.go", Line: a.Line, Text: a.Op, Accesses: []Access{a, b}}
	}
	assert.Len(t, Distinct([]Finding{race(read, write), race(write, read)}), 1, "the other way round")
	assert.Len(t, Distinct([]Finding{race(read, write), race(write, write)}), 2, "another race")

	check, panicked := Finding{Kind: KindAssertion, File: "a.go", Line: 1}, Finding{Kind: KindPanic, File: "a.go", Line: 1}
	assert.Equal(t, []Finding{check, panicked}, Distinct([]Finding{panicked, check, check}), "what a test checks comes first, and once")

	blocked := Finding{Kind: KindDeadlock, Goroutines: []Goroutine{{State: "chan send", File: "a.go", Line: 3}}}
	other := Finding{Kind: KindDeadlock, Goroutines: []Goroutine{{State: "chan send", File: "a.go", Line: 4}}}
	assert.Len(t, Distinct([]Finding{blocked, other}), 2, "they wait at other lines")
}
