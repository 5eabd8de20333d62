package explore_test

import (
	"os"
	"testing"

	"sharedmap-workshop/checker/explore"
)

// BenchmarkCounter explores two goroutines that count, and reports how many schedules are made a second: those of the search
// and those that are made again, to see that they always end alike.
//
//	go test -run '^$' -bench Counter ./checker/explore
func BenchmarkCounter(b *testing.B) {
	rate(b, func(t *explore.T) {
		c := &plain{}
		twice(c.inc, func() int { return c.n })(t)
	})
}

// BenchmarkLocked is the same with a lock: a right answer, searched to the end.
func BenchmarkLocked(b *testing.B) { rate(b, lockedCounter) }

// rate explores again and again and counts how often the scenario is run.
func rate(b *testing.B, scenario func(t *explore.T)) {
	made := 0
	for b.Loop() {
		exploreIn(func(t *explore.T) {
			made++
			scenario(t)
		})
	}
	b.ReportMetric(float64(made)/b.Elapsed().Seconds(), "schedules/s")
}

// exploreIn explores within a benchmark, which has no testing.T.
func exploreIn(scenario func(t *explore.T)) {
	limits := explore.DefaultLimits()
	limits.All = true
	tests := []testing.InternalTest{{Name: "scenario", F: func(t *testing.T) { explore.Explore(t, limits, scenario) }}}
	stdout := os.Stdout
	null, _ := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	os.Stdout = null
	defer func() {
		os.Stdout = stdout
		_ = null.Close()
	}()
	testing.RunTests(func(_, _ string) (bool, error) { return true, nil }, tests)
}
