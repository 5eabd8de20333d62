package kernels

import (
	"sync"
	"testing"
	"testing/quick"
)

// Fuzz tests pass their own *testing.T to functions that ordinary tests also use.

type harness struct{ t *testing.T }

func (h harness) fail(s string) { h.t.Error(s) }

func atMost(t *testing.T, s string) {
	t.Helper()
	if len(s) > 1000 {
		harness{t}.fail("long")
	}
}

func FuzzLength(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {
		h := harness{t: t}
		if s == "" {
			h.fail("empty")
		}
		var other *testing.T = t
		atMost(other, s)
		t.Run("sub", func(t *testing.T) { atMost(t, s) })
	})
}

func FuzzNamed(f *testing.F) { f.Fuzz(lengthOf) }

func lengthOf(t *testing.T, s string) { atMost(t, s) }

func TestBesideFuzzRight(t *testing.T) {
	var mu sync.Mutex
	n := 0
	add := func() { mu.Lock(); n++; mu.Unlock() }
	together(add, add)
	atMost(t, "a")
	if err := quick.Check(func(b byte) bool { return int(b) < 256 }, nil); err != nil || n != 2 {
		t.Error(err, n)
	}
}

func TestBesideFuzzBug(t *testing.T) {
	n := 0
	together(func() { n++ }, func() { n++ })
	if n != 2 {
		harness{t}.fail("lost")
	}
}
