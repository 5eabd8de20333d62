package main

import (
	"sync/atomic"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore"
)

// TestExploreDemo adds up the costs of two visits, for `checker demo`. A Sum that returns before a call of cost has returned has another bug: the
// demo passes such schedules over.
func TestExploreDemo(t *testing.T) {
	testExplore(t, func(t *explore.T) {
		var returned, early atomic.Bool
		got := Sum(make([]Visit, 2), 2, func(Visit) int {
			time.Sleep(testLong)
			early.Store(early.Load() || returned.Load())
			return 1
		})
		returned.Store(true)
		time.Sleep(2 * testLong)
		if !early.Load() && got != 2 {
			t.Errorf(testWords("two visits cost 1 each, and Sum made it %d", "방문 두 번의 비용은 1씩인데 Sum의 결과는 %d입니다"), got)
		}
	})
}
