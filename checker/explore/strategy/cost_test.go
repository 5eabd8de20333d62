package strategy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/strategy"
)

func TestCosts(t *testing.T) {
	tests := []struct {
		name                string
		choice              strategy.Choice
		preemptions, delays []int // of each way
	}{
		{"the last goroutine can go on", strategy.Choice{Kind: strategy.Switch, Ways: 3, Continues: true}, []int{0, 1, 1}, []int{0, 1, 2}},
		{"the last goroutine waits", strategy.Choice{Kind: strategy.Switch, Ways: 3}, []int{0, 0, 0}, []int{0, 1, 2}},
		{"a timer fires early", strategy.Choice{Kind: strategy.Switch, Ways: 3, Timer: true}, []int{0, 0, 1}, []int{0, 1, 2}},
		{"ready cases", strategy.Choice{Kind: strategy.Pick, Ways: 3}, []int{0, 0, 0}, []int{0, 1, 2}},
		{"the scenario's values", strategy.Choice{Kind: strategy.Value, Ways: 3}, []int{0, 0, 0}, []int{0, 0, 0}},
		{"random numbers", strategy.Choice{Kind: strategy.Detour, Ways: 3}, []int{0, 1, 1}, []int{0, 1, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for way := range tt.choice.Ways {
				assert.Equal(t, tt.preemptions[way], strategy.Preemptions(tt.choice, way), "preemptions of way %d", way)
				assert.Equal(t, tt.delays[way], strategy.Delays(tt.choice, way), "delays of way %d", way)
			}
		})
	}
}
