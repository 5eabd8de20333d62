package main

import (
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore"
)

func testIncrement(old any, found bool) any {
	n, _ := old.(int)
	return n + 1
}

// TestExploreAtomic tries Update beside all that one map can do, and Count beside whatever changes it.
func TestExploreAtomic(t *testing.T) {
	start := testActions("Set a 4")
	cases := slices.Concat(
		testPairsOf(start, "Update a", "Update a", "Set a 9", "Remove a", "Get a", "View a"),
		testPairsOf(nil, "Update a", "Update a", "Set a 9", "Remove a", "Count"),
		testPairsOf(start, "Count", "Set a 9", "Remove a", "Remove b", "Update b"), testPairsOf(start, "Get a", "Set a 9", "Remove a", "Set b 5"),
		testPairsOf(start, "View a", "Set a 9", "Remove a", "Set b 5"), testPairsOf(start, "Set a 9", "Set a 7", "Set b 5", "Remove a", "Remove b"), testPairsOf(start, "Remove a", "Remove a", "Remove b", "Update b"),
		[]testCase{
			testBeside(nil, "Set b 5", "Remove b", "Count"), testBeside(start, "Count", "Set b 5", "Remove a"), testBeside(testActions("Set b 4"), "Count", "Set a 5", "Remove b"), testBeside(start, "Set a 9", "Remove a"),
			testBeside(start, "Count", "Set b 5", "Count"), testBeside(start, "Get a", "Set a 9", "Get a"), testBeside(start, "View a", "Set a 9", "View a"), testBeside(start, "Update a", "Set a 9", "Update a"),
			testBeside(start, "Slow a", "Update a"), testBeside(start, "Slow a", "Set a 9", "Get a"), testBeside(start, "Slow a", "Remove a", "Count"),
		})
	last := testActions("Get a", "Count")
	explore.Test(t, func(t *explore.T) {
		if !t.Later() {
			testExploreIncrements(t)
		} else if i := t.Choose(len(cases) + 1); i < len(cases) {
			testExplore(t, cases[i], last)
		} else {
			testExploreCount(t)
		}
	})
}

// testExploreIncrements adds one twice.
func testExploreIncrements(t *explore.T) {
	t.LeaksAllowed() // a map without an end may have a goroutine without one
	m := NewMutexMap()
	t.Go("update 1", func() { m.Update("n", testIncrement) })
	t.Go("update 2", func() { m.Update("n", testIncrement) })
	t.Wait()
	if n, _ := m.Get("n"); n != 2 {
		t.Errorf(testWords("2 increments made %v", "1을 두 번 더했는데 결과는 %v입니다"), n)
	}
}

// testExploreCount sets new keys one by one, and before each but the first removes an old one. There is always the same number of keys, or one more,
// wherever a map may keep them.
func testExploreCount(t *explore.T) {
	t.LeaksAllowed() // a map without an end may have a goroutine without one
	t.Case(testWords("Count beside many Sets and Removes", "많은 Set과 Remove + Count"))
	const keys = 8
	first := 2 * keys * t.Choose(8)
	m := NewMutexMap()
	t.Alone(func() {
		for i := range keys {
			m.Set(testMixedKey(first+i), i)
		}
	})
	t.Go("Set, Remove", func() {
		for i := range keys {
			m.Set(testMixedKey(first+keys+i), i)
			m.Remove(testMixedKey(first + i))
		}
	})
	n := m.Count()
	t.Wait()
	if n != keys && n != keys+1 {
		t.Errorf(testWords("one goroutine Set a new key before it removed an old one, eight times; there were %d keys at first, and a Count beside it returned %d",
			"고루틴 하나가 새 키를 Set한 뒤 이전 키를 Remove하기를 여덟 번 했습니다. 키는 처음에 %d개였는데, 그 옆에서 부른 Count의 결과는 %d입니다"), keys, n)
	}
}

// testMixedKey is the i-th key, of any letters and length: in which part of a map it will be kept is anybody's guess. It is the same in every process, for a
// schedule that breaks is made again in another one.
func testMixedKey(i int) string {
	n := uint64(i+1) * 0x9E3779B97F4A7C15
	letters := fmt.Sprintf("%08x", uint32(n>>32))
	return letters[:n%4] + fmt.Sprintf("-%d-", i) + letters[n%4:4+(n>>8)%5]
}

// testExploreBeside lets two Views and an Update come, or a View and two Updates: no View is inside its f while the Update is inside its own.
func testExploreBeside(t *explore.T) {
	t.Spend(1) // where waiting takes many steps, those with one preemption are many already
	m := NewMutexMap()
	m.Set("a", 1)
	var viewing, writing atomic.Int32 // how many are inside
	inside := func(mine, others *atomic.Int32) {
		mine.Add(1)
		for range 2 { // the second time others may have come
			if others.Load() > 0 {
				t.Error(testWords("a View and an Update are inside their f at once", "View와 Update가 동시에 저마다의 f 안에 있습니다"))
			}
		}
		mine.Add(-1)
	}
	views := 1 + t.Choose(2)
	for i := range views {
		t.Go("View "+strconv.Itoa(i+1), func() { m.View("a", func(any, bool) { inside(&viewing, &writing) }) })
	}
	for i := range 3 - views {
		t.Go("Update "+strconv.Itoa(i+1), func() { m.Update("a", func(any, bool) any { inside(&writing, &viewing); return 2 }) })
	}
	t.Wait()
}

// TestExploreReaders lets a View take very long. A writer of its key waits for it.
func TestExploreReaders(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // a map without an end may have a goroutine without one
		if t.Choose(2) == 1 {
			testExploreBeside(t)
			return
		}
		m, other := NewMutexMap(), NewMutexMap()
		m.Set("a", 1)
		other.Set("a", 2)
		writers := []struct {
			name string
			call func()
		}{
			{"Set", func() { m.Set("a", 2) }},
			{"Remove", func() { m.Remove("a") }},
			{"Update", func() { m.Update("a", testIncrement) }},
			{testWords("Move from the map", "이 맵에서 나가는 Move"), func() { Move(m, other, "a") }},
			{testWords("Move into the map", "이 맵으로 들어오는 Move"), func() { Move(other, m, "a") }},
		}
		w := writers[t.Choose(len(writers))]
		t.Case(w.name)
		t.LongAllowed() // who tries again and again to get a lock may do so for months
		written := false
		t.Alone(func() {
			t.Go("View", func() {
				m.View("a", func(value any, _ bool) {
					time.Sleep(testVeryLong)
					if value == 1 && written {
						t.Errorf(testWords("%s came back while a View of that key was inside its f", "그 키의 View가 f 안에 있는데 %s 호출이 끝났습니다"), w.name)
					}
				})
			})
			t.Go(w.name, func() { w.call(); written = true })
			t.Wait()
		})
	})
}

// TestExploreOrder tries Moves beside each other and beside each call that writes, from one map into another and into itself.
func TestExploreOrder(t *testing.T) {
	start := testActions("Set a 4", "Set to:a 6")
	cases := slices.Concat(
		testPairsOf(start, "Stay a", "Set a 9", "Update a", "Remove a", "Stay a", "Move a"),
		testPairsOf(nil, "Stay a", "Set a 9"),
		testPairsOf(start, "Move a", "Set a 9", "Update a", "Remove a", "Move a", "Set to:a 9", "Update to:a", "Remove to:a"))
	last := testActions("Get a", "Get to:a", "Count")
	explore.Test(t, func(t *explore.T) {
		if t.Later() {
			testExplore(t, cases[t.Choose(len(cases))], last)
		} else if t.Choose(2) == 0 {
			testExploreOpposite(t)
		} else {
			testExploreMadeAtOnce(t)
		}
	})
}

// testExploreOpposite moves two keys between two maps, both ways.
func testExploreOpposite(t *explore.T) {
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
			"x는 1이었습니다. 증가 한 번과 이동 두 번을 어떤 순서로 실행해도, 두 이동의 결과가 %[2]v, %[3]v이고 값이 %[1]v일 수는 없습니다"), moved, first, second)
	}
}

// testExploreMadeAtOnce makes two maps at the same time, and moves a key each way between them.
func testExploreMadeAtOnce(t *explore.T) {
	t.LeaksAllowed() // a map without an end may have a goroutine without one
	var a, b *MutexMap
	t.Go("NewMutexMap 1", func() { a = NewMutexMap() })
	t.Go("NewMutexMap 2", func() { b = NewMutexMap() })
	t.Wait()
	a.Set("x", 1)
	b.Set("y", 2)
	t.Go("move 1", func() { Move(a, b, "x") })
	t.Go("move 2", func() { Move(b, a, "y") })
	t.Wait()
	if a.Count() != 1 || b.Count() != 1 {
		t.Errorf(testWords("a key was moved each way; then the maps hold %d and %d keys", "키를 하나씩 서로 옮긴 뒤 두 맵의 키는 %d개와 %d개입니다"), a.Count(), b.Count())
	}
}

func TestExploreCallback(t *testing.T) {
	explore.Test(t, func(t *explore.T) {
		t.LeaksAllowed() // a map without an end may have a goroutine without one
		m := NewMutexMap()
		m.Set("old", 1)
		seen := 0
		t.Go("range", func() {
			m.Range(func(key string, value any) bool {
				if key == "old" {
					m.Set(key, value) // f may call the map
					seen++
				}
				return true
			})
		})
		t.Go("set", func() { m.Set("new", 2) })
		t.Wait()
		if seen != 1 {
			t.Errorf(testWords("the map has a key all the time; Range showed it %d times", "키 하나가 내내 맵에 있는데, Range가 그것을 %d번 보여 주었습니다"), seen)
		}
		if n := m.Count(); n != 2 {
			t.Errorf(testWords("a key is set beside one that is there; Count then returned %d", "키가 하나 있는 맵에 다른 키를 넣었는데, 그다음 Count의 결과는 %d입니다"), n)
		}
	})
}
