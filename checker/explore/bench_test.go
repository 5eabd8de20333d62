package explore_test

import (
	"os"
	"testing"

	"sharedmap-workshop/checker/explore"
)

// BenchmarkCounter makes whole schedules of two goroutines that count, and reports how many a second:
//
//	go test -run '^$' -bench Counter ./checker/explore
func BenchmarkCounter(b *testing.B) {
	schedules := 0
	for b.Loop() {
		schedules += exploreIn(b, func(t *explore.T) {
			c := &plain{}
			twice(c.inc, func() int { return c.n })(t)
		})
	}
	b.ReportMetric(float64(schedules)/b.Elapsed().Seconds(), "schedules/s")
}

// BenchmarkLocked is the same with a lock: a right answer, searched to the end.
func BenchmarkLocked(b *testing.B) {
	schedules := 0
	for b.Loop() {
		schedules += exploreIn(b, lockedCounter)
	}
	b.ReportMetric(float64(schedules)/b.Elapsed().Seconds(), "schedules/s")
}

// exploreIn explores within a benchmark, which has no testing.T.
func exploreIn(b *testing.B, scenario func(t *explore.T)) (schedules int) {
	limits := explore.DefaultLimits()
	limits.All = true
	tests := []testing.InternalTest{{Name: "scenario", F: func(t *testing.T) {
		schedules = explore.Explore(t, limits, scenario).Schedules
	}}}
	stdout := os.Stdout
	os.Stdout, _ = os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	defer func() { os.Stdout = stdout }()
	testing.RunTests(func(_, _ string) (bool, error) { return true, nil }, tests)
	return schedules
}
