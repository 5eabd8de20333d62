package play_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
	"sharedmap-workshop/checker/internal/play"
)

// lockOrder has a harmless case and one in which two goroutines take two locks in different orders.
func lockOrder(t *explore.T) {
	harmless := t.Choose(2) == 0
	t.Case(map[bool]string{true: "the same order", false: "different orders\x1b[2J"}[harmless])
	var a, b shimsync.Mutex
	first, second := &a, &b
	if !harmless {
		first, second = &b, &a
	}
	t.Go("ab\x1b]0;x\a", func() { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() })
	t.Go("other", func() { first.Lock(); second.Lock(); second.Unlock(); first.Unlock() })
	t.Wait()
}

// lostUpdate reads and writes a variable twice, without a lock.
func lostUpdate(t *explore.T) {
	n := 0
	for range 2 {
		t.Go("worker", func() { rt.Write(&n, 1).Set(rt.Read(&n, 2) + 1) })
	}
	t.Wait()
	if n != 2 {
		t.Errorf("2 increments made %d", n)
	}
}

// newGame searches a scenario in this process and returns its game.
func newGame(t *testing.T, scenario func(*explore.T)) (*play.Game, *explore.Result) {
	t.Helper()
	replay, search := searched(t, scenario)
	game, err := play.New(t.Context(), replay, search)
	require.NoError(t, err)
	return game, search
}

// searched searches a scenario in this process, and returns what makes its schedules.
func searched(t *testing.T, scenario func(*explore.T)) (play.Replay, *explore.Result) {
	t.Helper()
	limits := explore.DefaultLimits()
	limits.Races = false
	search := explore.Explore(t, limits, scenario)
	return func(_ context.Context, m explore.Moves) (*explore.Result, error) {
		limits := limits
		limits.Play = &m
		return explore.Explore(t, limits, scenario), nil
	}, search
}

func TestTheCaseThatBreaksIsChosenAlready(t *testing.T) {
	game, search := newGame(t, lockOrder)
	require.Equal(t, explore.Deadlock, search.Cause)
	assert.Equal(t, []int{1}, game.Now().Choices)
	assert.True(t, game.AtStart())
	assert.Equal(t, play.Going, play.StateOf(game.Now()))
	require.NoError(t, game.Choose(t.Context(), 0))
	require.NoError(t, game.Choose(t.Context(), 1))
	assert.False(t, game.AtStart())
	assert.Equal(t, play.Broken, play.StateOf(game.Now()))
	assert.Equal(t, explore.Deadlock, game.Now().Cause)
	require.NoError(t, game.Choose(t.Context(), 0), "the schedule has ended: nothing is chosen")
	assert.Equal(t, []int{1, 0, 1}, game.Now().Choices)
}

func TestUndoAndRestart(t *testing.T) {
	game, _ := newGame(t, lockOrder)
	start := game.Now()
	require.NoError(t, game.Choose(t.Context(), 0))
	after := game.Now()
	require.NoError(t, game.Finish(t.Context()))
	assert.Equal(t, play.Held, play.StateOf(game.Now()))
	assert.Greater(t, len(game.Now().Choices), 2)
	require.True(t, game.Undo())
	assert.Same(t, after, game.Now(), "one Undo takes back all that Finish has chosen")
	require.True(t, game.Undo())
	assert.Same(t, start, game.Now())
	require.True(t, game.Undo(), "the case can be chosen, too")
	assert.Equal(t, []string{"the same order", "different orders\x1b[2J"}, []string{game.Open().Ways[0].Case, game.Open().Ways[1].Case})
	assert.False(t, game.Undo())

	require.NoError(t, game.Choose(t.Context(), 0))
	other := game.Now()
	require.NoError(t, game.Choose(t.Context(), 1))
	require.NoError(t, game.Choose(t.Context(), 0))
	game.Restart()
	assert.Same(t, other, game.Now(), "the start of the case that was chosen")
	game.Restart()
	assert.Same(t, other, game.Now())
}

func TestTheSearchHasFoundWhereThereIsAChoice(t *testing.T) {
	game, search := newGame(t, lostUpdate)
	require.Equal(t, explore.Check, search.Cause)
	require.NoError(t, game.Jump(t.Context(), []int{1, 2}))
	require.Len(t, game.Open().Ways, 2, "one worker stands between its read and its write")
	for game.Open() != nil {
		require.NoError(t, game.Choose(t.Context(), 0))
	}
	assert.Equal(t, "2 increments made 1", game.Now().Message)
}

func TestTheMachinesMovesBreakIt(t *testing.T) {
	for name, scenario := range map[string]func(*explore.T){"locks": lockOrder, "update": lostUpdate} {
		game, search := newGame(t, scenario)
		moves := make([]int, len(search.Choices))
		for i, way := range search.Choices {
			moves[i] = way + 1
		}
		require.NoError(t, game.Jump(t.Context(), moves), name)
		assert.Equal(t, search.Cause, game.Now().Cause, name)
	}
}

func TestJumpNamesTheMoveThatCannotBeMade(t *testing.T) {
	game, _ := newGame(t, lockOrder)
	before := game.Now()
	var wrong *play.WrongMoveError
	require.ErrorAs(t, game.Jump(t.Context(), []int{2, 1, 5, 1}), &wrong)
	assert.Equal(t, 3, wrong.Number)
	assert.Equal(t, 5, wrong.Move)
	assert.Len(t, wrong.Open.Ways, 2)
	require.ErrorAs(t, game.Jump(t.Context(), []int{2, 1, 2, 1}), &wrong)
	assert.Equal(t, 4, wrong.Number)
	assert.Nil(t, wrong.Open, "the schedule had ended")
	assert.Same(t, before, game.Now())
}

func TestAnErrorLeavesTheGameAsItWas(t *testing.T) {
	broken := errors.New("no process")
	fail := false
	game, err := play.New(t.Context(), func(context.Context, explore.Moves) (*explore.Result, error) {
		if fail {
			return nil, broken
		}
		return &explore.Result{Choices: []int{}, Played: &explore.Played{End: "stopped", Open: &explore.Open{Kind: "switch", Ways: make([]explore.Way, 2)}}}, nil
	}, &explore.Result{})
	require.NoError(t, err)
	before := game.Now()
	fail = true
	require.ErrorIs(t, game.Choose(t.Context(), 0), broken)
	assert.Same(t, before, game.Now())
	assert.False(t, game.Undo())
}

func TestAProcessThatDiedIsAnEnd(t *testing.T) {
	game, err := play.New(t.Context(), func(context.Context, explore.Moves) (*explore.Result, error) {
		return &explore.Result{Cause: explore.Endless}, nil
	}, &explore.Result{})
	require.NoError(t, err)
	assert.Nil(t, game.Open())
	assert.Equal(t, play.Broken, play.StateOf(game.Now()))
}
