package main

import (
	"testing"

	"sharedmap-workshop/checker/explore"
)

func TestExploreReply(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // this map has no end
		m := NewMap()
		t.Go("Set", func() { m.Set("k", 1) })
		if value, found := m.Get("k"); found != (value == 1) {
			t.Errorf(testWords("nothing but 1 was ever Set, and Get said (%v, %v)", "1 말고는 Set한 적이 없는데 Get은 (%v, %v)라고 답했습니다"), value, found)
		}
		t.Wait()
	})
}

func TestExploreCount(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // this map has no end
		m := NewMap()
		m.Set("a", 1)
		m.Set("b", 2)
		t.Go("replace", func() {
			for _, key := range [][2]string{{"c", "a"}, {"d", "b"}} {
				m.Set(key[0], 3)
				m.Remove(key[1])
			}
		})
		if n := m.Count(); n != 2 && n != 3 {
			t.Errorf(testWords("there are always 2 or 3 keys, and Count said %d", "키는 언제나 2개나 3개인데 Count는 %d라고 답했습니다"), n)
		}
		t.Wait()
	})
}

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
