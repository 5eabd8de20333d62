package main

import (
	"context"
	"testing"

	"sharedmap-workshop/checker/explore"
)

// TestExploreDemo closes a map while a visit is on its way, for `checker demo`. A goroutine that is left has another bug: the demo passes it over.
func TestExploreDemo(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed()
		m := NewMap()
		t.Go("visitor", func() { _ = m.Set(context.Background(), "a", 1) })
		t.Go("Close", func() { m.Close() })
		t.Wait()
	})
}
