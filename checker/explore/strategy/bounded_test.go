package strategy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/strategy"
)

// three is a choice that a program has three times: go on, or preempt.
var three = strategy.Choice{Kind: strategy.Switch, Ways: 2, Continues: true}

// run makes one schedule of a program whose choices are all alike.
func run(s strategy.Strategy, choices int, c strategy.Choice) []strategy.Decision {
	var path []strategy.Decision
	for range choices {
		path = append(path, strategy.Decision{Choice: c, Way: s.Choose(c)})
	}
	return path
}

// search makes all schedules of such a program, and returns the ways of each.
func search(b *strategy.Bounded, choices int, c strategy.Choice) (all [][]int) {
	for {
		ways, ok := b.Next()
		if !ok {
			return all
		}
		path := run(strategy.NewReplay(ways, strategy.Fair), choices, c)
		all = append(all, strategy.WaysOf(path))
		b.Expand(path, len(ways))
	}
}

func TestBoundedTriesCheapSchedulesFirst(t *testing.T) {
	assert.Equal(t, [][]int{{0, 0, 0}}, search(strategy.NewBounded(strategy.Preemptions, 0), 3, three))
	assert.Equal(t, [][]int{{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0}}, search(strategy.NewBounded(strategy.Preemptions, 1), 3, three))
	all := search(strategy.NewBounded(strategy.Preemptions, 3), 3, three)
	assert.Len(t, all, 8)
	assert.Equal(t, []int{1, 1, 1}, all[7], "the one with three preemptions comes last")
}

func TestBoundedCountsWhatTheScenarioSpends(t *testing.T) {
	spent := three
	spent.Spent = 1
	assert.Len(t, search(strategy.NewBounded(strategy.Preemptions, 2), 3, three), 7)
	assert.Len(t, search(strategy.NewBounded(strategy.Preemptions, 2), 3, spent), 4)
}

func TestBoundedFreeWaysAreAllTried(t *testing.T) {
	value := strategy.Choice{Kind: strategy.Value, Ways: 3}
	assert.Len(t, search(strategy.NewBounded(strategy.Preemptions, 0), 2, value), 9)
}

func TestLowest(t *testing.T) {
	b := strategy.NewBounded(strategy.Delays, 2)
	assert.Equal(t, 0, b.Lowest())
	ways, ok := b.Next()
	assert.True(t, ok)
	assert.Equal(t, -1, b.Lowest())
	b.Expand(run(strategy.NewReplay(ways, strategy.Fair), 1, strategy.Choice{Kind: strategy.Switch, Ways: 4}), 0)
	assert.Equal(t, 1, b.Lowest(), "each way costs as many delays as it passes over")
	_, _ = b.Next()
	assert.Equal(t, 2, b.Lowest())
	_, _ = b.Next()
	assert.Equal(t, -1, b.Lowest(), "three delays are beyond the bound")
}
