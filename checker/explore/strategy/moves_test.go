package strategy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/strategy"
)

func TestMovesStopAtTheFirstChoiceThatIsNotGiven(t *testing.T) {
	m := strategy.NewMoves([]int{1, 0}, false)
	assert.Equal(t, []int{1, 0, strategy.Stop, strategy.Stop}, strategy.WaysOf(run(m, 4, three)))
	assert.Equal(t, 2, m.Used())
	assert.Equal(t, strategy.Fair.Turns(), m.Turns(), "between the choices it goes on as a search does")
}

func TestMovesStopAtAWayThatIsNotThere(t *testing.T) {
	for _, wrong := range []int{2, -1} {
		m := strategy.NewMoves([]int{1, wrong, 0}, true)
		assert.Equal(t, []int{1, strategy.Stop, strategy.Stop}, strategy.WaysOf(run(m, 3, three)))
		assert.Equal(t, 1, m.Used())
	}
}

func TestMovesGoOnToTheEnd(t *testing.T) {
	m := strategy.NewMoves([]int{1}, true)
	assert.Equal(t, []int{1, 0, 0}, strategy.WaysOf(run(m, 3, three)))
	assert.Equal(t, 1, m.Used())
}
