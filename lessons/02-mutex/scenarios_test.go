package main

import (
	"testing"

	"sharedmap-workshop/checker/explore"
)

func testIncrement(old any, found bool) any {
	n, _ := old.(int)
	return n + 1
}

func TestExploreAtomic(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // a map without an end may have a goroutine without one
		m := NewMutexMap()
		t.Go("update 1", func() { m.Update("n", testIncrement) })
		t.Go("update 2", func() { m.Update("n", testIncrement) })
		t.Wait()
		if n, _ := m.Get("n"); n != 2 {
			t.Errorf(testWords("2 increments made %v", "1을 두 번 더했는데 결과는 %v입니다"), n)
		}
	})
}

func TestExploreOrder(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // a map without an end may have a goroutine without one
		a, b := NewMutexMap(), NewMutexMap()
		a.Set("x", 1)
		b.Set("y", 2)
		var first, second bool
		t.Go("move 1", func() { first = Move(a, b, "x") })
		t.Go("move 2", func() { a.Update("x", testIncrement); Move(b, a, "y"); second = Move(a, b, "x") })
		t.Wait()
		if a.Count() != 1 || b.Count() != 1 {
			t.Errorf(testWords("after all moves the maps hold %d and %d keys", "모두 옮긴 뒤 두 맵의 키는 %d개와 %d개입니다"), a.Count(), b.Count())
		}
		moved, _ := b.Get("x")
		once := first != second && moved == 2
		twice := first && second && moved == 1 // the increment came between the moves, and made the key anew
		if !once && !twice {
			t.Errorf(testWords("x was 1; no order of an increment and two moves gives %v, with moves that were told %v and %v",
				"x는 1이었습니다. 증가 한 번과 이동 두 번을 어떤 순서로 실행해도, 이동이 %[2]v와 %[3]v를 돌려받고 값이 %[1]v일 수는 없습니다"), moved, first, second)
		}
	})
}
