package main

import (
	"context"
	"errors"
	"testing"

	"sharedmap-workshop/checker/explore"
)

func TestExploreCloseTwice(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		got := 0
		for _, name := range []string{"Close #1", "Close #2"} {
			t.Go(name, func() {
				if m.Close() != nil {
					got++
				}
			})
		}
		t.Wait()
		if got != 1 {
			t.Errorf("%d of 2 Closes got the map", got)
		}
	})
}

func TestExploreWaitingForReply(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		ctx, cancel := context.WithCancel(context.Background())
		t.Go("Set", func() {
			if err := m.Set(ctx, "a", 1); err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("Set returned %v", err)
			}
		})
		t.Go("cancel", cancel)
		t.Wait()
		if err := m.Set(context.Background(), "b", 2); err != nil {
			t.Errorf("the next Set returned %v", err)
		}
		m.Close()
	})
}

func TestExploreNothingLost(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		m := NewMap()
		var err error
		var last map[string]any
		t.Go("Set", func() { err = m.Set(context.Background(), "a", 1) })
		t.Go("Close", func() { last = m.Close() })
		t.Wait()
		_, there := last["a"]
		switch {
		case err == nil && !there:
			t.Errorf("Set returned nil, and the key is not in the map that Close handed over")
		case err != nil && !errors.Is(err, ErrClosed):
			t.Errorf("Set returned %v", err)
		case err != nil && there:
			t.Errorf("Set returned %v, and the key is in the map that Close handed over", err)
		}
	})
}
