package main

import (
	"testing"

	"sharedmap-workshop/checker/explore"
)

func TestExploreUpdate(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // this map has no end
		m := NewMap()
		add := func() {
			m.Update("n", func(old any, found bool) any {
				n, _ := old.(int)
				return n + 1
			})
		}
		t.Go("update 1", add)
		t.Go("update 2", add)
		t.Wait()
		if n, _ := m.Get("n"); n != 2 {
			t.Errorf(testWords("2 increments made %v", "1을 두 번 더했는데 결과는 %v입니다"), n)
		}
	})
}
