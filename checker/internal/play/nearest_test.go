package play_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/play"
)

// alwaysFails breaks in every schedule.
func alwaysFails(t *explore.T) {
	lostUpdate(t)
	t.Errorf("always")
}

func TestTheNearestScheduleThatHolds(t *testing.T) {
	for name, scenario := range map[string]func(*explore.T){"locks": lockOrder, "update": lostUpdate} {
		replay, search := searched(t, scenario)
		near, err := play.Nearest(t.Context(), replay, search)
		require.NoError(t, err, name)
		require.NotNil(t, near, name)
		assert.Equal(t, play.Held, play.StateOf(near), name)
		same := 0
		for same < len(near.Choices) && near.Choices[same] == search.Choices[same] {
			same++
		}
		assert.Positive(t, same, "%s: %v %v", name, near.Choices, search.Choices)
		for longer := same + 1; longer < len(search.Choices); longer++ { // whoever goes on longer with it breaks, too
			r, err := replay(t.Context(), explore.Moves{Ways: search.Choices[:longer], ToEnd: true, Points: search.Points})
			require.NoError(t, err)
			assert.Equal(t, play.Broken, play.StateOf(r), "%s: %v", name, r.Choices)
		}
	}
}

func TestWithoutAScheduleThatHoldsNoneIsNearest(t *testing.T) {
	replay, search := searched(t, alwaysFails)
	near, err := play.Nearest(t.Context(), replay, search)
	require.NoError(t, err)
	assert.Nil(t, near)
	near, err = play.Nearest(t.Context(), nil, &explore.Result{})
	require.NoError(t, err)
	assert.Nil(t, near, "nothing breaks")
	broken := errors.New("no process")
	_, err = play.Nearest(t.Context(), func(context.Context, explore.Moves) (*explore.Result, error) { return nil, broken }, search)
	assert.ErrorIs(t, err, broken)
}
