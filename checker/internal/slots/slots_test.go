package slots_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/slots"
)

func TestAtMostSoMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slots.New(3)
		var now, most atomic.Int32
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if assert.NoError(t, s.Acquire(t.Context())) {
					most.Store(max(most.Load(), now.Add(1)))
					now.Add(-1)
					s.Release()
				}
			})
		}
		wg.Wait()
		assert.LessOrEqual(t, most.Load(), int32(3))
		assert.Positive(t, most.Load())
	})
}

func TestAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slots.New(2)
		require.NoError(t, s.Acquire(t.Context()))
		got := false
		go func() {
			if assert.NoError(t, s.AcquireAll(t.Context())) {
				got = true
			}
		}()
		synctest.Wait()
		assert.False(t, got, "somebody still has a slot")
		s.Release()
		synctest.Wait()
		assert.True(t, got)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		assert.ErrorIs(t, s.Acquire(ctx), context.Canceled)
		assert.ErrorIs(t, s.AcquireAll(ctx), context.Canceled)
		s.ReleaseAll()
		require.NoError(t, s.Acquire(t.Context()))
		ctx, cancel = context.WithCancel(t.Context())
		go func() { synctest.Wait(); cancel() }()
		assert.ErrorIs(t, s.AcquireAll(ctx), context.Canceled)
		s.Release()
		require.NoError(t, s.AcquireAll(t.Context()), "what was taken in vain is given back")
		s.ReleaseAll()
	})
}
