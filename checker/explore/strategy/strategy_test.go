package strategy_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/strategy"
)

func TestOrders(t *testing.T) {
	tests := []struct {
		order       strategy.Order
		limit       int
		newestFirst bool
	}{
		{strategy.Fair, 150, false},
		{strategy.RunToBlock, math.MaxInt, false},
		{strategy.RoundRobin, 0, true},
	}
	for _, tt := range tests {
		assert.Equal(t, 0, tt.order.Choose(three))
		assert.Equal(t, strategy.Turns{Limit: tt.limit, NewestFirst: tt.newestFirst}, tt.order.Turns())
	}
}

func TestReplayTakesTheRecordedWaysAndThenAnotherStrategy(t *testing.T) {
	r := strategy.NewReplay([]int{1, 0, 5}, strategy.RoundRobin)
	assert.Equal(t, []int{1, 0, 5, 0, 0}, strategy.WaysOf(run(r, 5, three)), "a way that does not exist any more is for the scheduler to notice")
	assert.Equal(t, strategy.RoundRobin.Turns(), r.Turns())
}

func TestRandom(t *testing.T) {
	const choices = 200
	seen := map[int]int{} // preemptions of a schedule → schedules
	for n := range 50 {
		ways := strategy.WaysOf(run(strategy.NewRandom(n, strategy.Preemptions, 2), choices, three))
		again := strategy.WaysOf(run(strategy.NewRandom(n, strategy.Preemptions, 2), choices, three))
		assert.Equal(t, ways, again, "the same number makes the same choices")
		preemptions := 0
		for _, way := range ways {
			preemptions += way
		}
		seen[preemptions]++
	}
	for preemptions := range seen {
		assert.LessOrEqual(t, preemptions, 2, "the bound holds")
	}
	assert.Len(t, seen, 3, "schedules without, with one and with two preemptions: %v", seen)
	assert.Equal(t, strategy.Fair.Turns(), strategy.NewRandom(0, strategy.Delays, 1).Turns())
}

func TestRandomTakesEveryFreeWay(t *testing.T) {
	seen := map[int]bool{}
	for _, d := range run(strategy.NewRandom(4, strategy.Preemptions, 0), 100, strategy.Choice{Kind: strategy.Pick, Ways: 3}) {
		seen[d.Way] = true
	}
	assert.Equal(t, map[int]bool{0: true, 1: true, 2: true}, seen)
}
