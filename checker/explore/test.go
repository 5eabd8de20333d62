package explore

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// Test explores scenario where the code is instrumented for it, and skips itself elsewhere.
func Test(t *testing.T, scenario func(t *T)) {
	t.Helper()
	if !instrumented {
		t.Skip("all schedules of this scenario are tried by: go run ./checker explore " + t.Name())
	}
	order, err := readOrder()
	if err != nil {
		t.Fatal(err)
	}
	limits, err := order.limits()
	if err != nil {
		t.Fatal(err)
	}
	r := Explore(t, limits, scenario)
	if err := r.report(); err != nil {
		t.Fatal(err)
	}
	if !r.OK() {
		t.Errorf("%s after %d schedules: %s", r.Cause, r.Schedules, strings.TrimSpace(r.Message))
	}
}

// Explore tries the schedules of scenario.
func Explore(t *testing.T, limits Limits, scenario func(t *T)) *Result {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	debug.SetMaxStack(maxStack) // so that an endless recursion ends soon
	s := newSearch(t, limits, scenario)
	stop := s.watch()
	defer stop()
	return s.run()
}

// maxStack bounds the stack of a goroutine.
const maxStack = 64 << 20
