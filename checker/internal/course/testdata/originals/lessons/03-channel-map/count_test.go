package main

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// Step count: the number is exact, and asking for it races with nothing.
func TestCountIsExact(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "count"}
	s.after("run", "remove")
	s.pairs("Count", testBothOrders([]testCall{testCount}, testSet, testRemove, testUpdate, testCount)...)
	s.tryPlain("Count", "Set", "Remove", "Count", "Update", "Get")
	s.nobodySpins(testCount)
	s.leavesNothing(testCount)
	testCountWhatManySet(s)
	testCountBehindTheQueue(s)
	testCountBehindSets(s)
	testCountManyAtOnce(s)
	testCountOfFew(s)
	testCountManyKeys(s)
}

func testCountWhatManySet(s *testStep) {
	m, keys := s.newMap(), testDraw(2, 6)
	writers := s.atOnce(m, 10, 200, func(w int) {
		for i := range keys {
			m.Set(testKey(w)+"/"+testKey(i), i)
		}
	})
	s.counts(m, writers*keys+1, fmt.Sprintf(testWords("%d goroutines have each Set %d keys of their own, and one more came by Update",
		"고루틴 %d개가 저마다 자기 키 %d개를 Set했고, 하나는 Update로 생겼습니다"), writers, keys))
}

// counts asks for the number of keys.
func (s *testStep) counts(m SharedMap, want int, why string) {
	s.Helper()
	if got := s.ask(m, testCount); got.value != want {
		s.miscounts(got.value, fmt.Sprint(want), why)
	}
}

func (s *testStep) miscounts(got any, want, why string) {
	s.Helper()
	s.wrong("count-is-exact", "Count", testWords("Count says how many keys there are", "Count는 키의 개수를 정확히 알려 주어야 합니다"),
		fmt.Sprintf(testWords("%s; Count said %v instead of %s", "%s. Count의 답: %v (맞는 답: %s)"), why, got, want))
}

// testCountBehindTheQueue counts after commands that had to wait for the map.
func testCountBehindTheQueue(s *testStep) {
	m := s.newMap()
	hold := s.keepBusy(m)
	keys, counted := testDraw(50, 150), 0
	task := testGo(func() {
		for i := range keys {
			m.Set(testKey(i), i)
		}
		counted = m.Count()
	})
	s.rest()
	hold.letGo(task)
	if counted != keys && counted != keys+1 {
		s.miscounts(counted, fmt.Sprintf("%d, %d", keys, keys+1), fmt.Sprintf(testWords("one goroutine Set %d keys and then counted, while an Update of one more key ended",
			"고루틴 하나가 키 %d개를 Set한 뒤 세었고, 그 사이에 다른 키 하나의 Update가 끝났습니다"), keys))
	}
	s.counts(m, keys+1, fmt.Sprintf(testWords("%d keys were Set, and one came by Update", "키 %d개를 Set했고, 하나는 Update로 생겼습니다"), keys))
}

// testCountManyAtOnce lets many goroutines wait for the number at once, while one of them has one key or two, and never the same for long.
func testCountManyAtOnce(s *testStep) {
	m := s.newMap()
	s.do(func() { m.Set(testKey(0), 0) })
	var wrong atomic.Pointer[int]
	askers := s.atOnce(m, 100, 800, func(i int) {
		for key := range 200 {
			if i > 0 {
				break
			}
			m.Set(testKey(key+1), key)
			m.Remove(testKey(key))
		}
		for range 3 {
			if n := m.Count(); n < 1 || n > 3 {
				wrong.Store(&n)
			}
		}
	})
	if n := wrong.Load(); n != nil {
		s.miscounts(*n, "1, 2, 3", fmt.Sprintf(testWords("%d goroutines asked at once, and one of them Set a new key before it removed the one before; one more may have come by Update",
			"고루틴 %d개가 동시에 물었고, 그중 하나는 새 키를 Set한 뒤에 이전 키를 지우기를 되풀이했습니다. 다른 키 하나는 Update로 생길 수 있습니다"), askers))
	}
}

// testCountOfFew counts again and again while one goroutine changes the map all the time: there is one key, or two.
func testCountOfFew(s *testStep) {
	m := s.newMap()
	s.do(func() { m.Set(testKey(0), 0) })
	var over atomic.Bool
	var wrong atomic.Pointer[int]
	tasks := []*testTask{testGo(func() {
		defer over.Store(true)
		began := testrecord.ProcessorTime()
		for last, i := 0, 0; i < 8_000 && wrong.Load() == nil; i++ {
			next := (last + testDraw(1, 7)) % 8
			m.Set(testKey(next), next)
			m.Remove(testKey(last))
			last = next
			if i%100 == 0 && testrecord.ProcessorTime()-began > testWearTime {
				break
			}
		}
	})}
	for range 2 {
		tasks = append(tasks, testGo(func() {
			for !over.Load() {
				if n := m.Count(); n < 1 || n > 2 {
					wrong.Store(&n)
				}
			}
		}))
	}
	s.wait(tasks...)
	if n := wrong.Load(); n != nil {
		s.miscounts(*n, "1, 2", testWords("one goroutine Set a new key before it removed the one before, again and again", "고루틴 하나가 새 키를 Set한 뒤에 이전 키를 지우기를 되풀이했습니다"))
	}
}

// testCountManyKeys counts tens of thousands of keys: no number that counts them is too small. A map that takes long for so many, since it copies itself
// with each, is asked sooner. It is counted on the way, too: 2⁸ and 2¹⁶ changes later, when a number of changes that is too small says that there were none.
func testCountManyKeys(s *testStep) {
	m, most, keys := s.newMap(), testDraw(66_000, 72_000), 0
	var counted [3]int
	looks := [3]int{1, 1 + 1<<8, 1 + 1<<8 + 1<<16}
	for began := testrecord.ProcessorTime(); keys < most && testrecord.ProcessorTime()-began < 2*time.Second; {
		s.do(func() { // one wait for a part of them: a goroutine that is at work for the whole of a long wait would look as if it spins
			for start := testrecord.ProcessorTime(); keys < most && testrecord.ProcessorTime()-start < testLongSpin/8; {
				for range 20 {
					m.Set(testKey(keys), keys)
					keys++
					if i := slices.Index(looks[:], keys); i >= 0 {
						counted[i] = m.Count()
					}
				}
				m.Get(testKey(keys - 1)) // and not before the map has got so far: a Set may return while it still waits
			}
		})
	}
	for i, got := range counted {
		if keys >= looks[i] && got != looks[i] {
			s.miscounts(got, fmt.Sprint(looks[i]), fmt.Sprintf(testWords("%d keys were Set", "키 %d개를 Set했습니다"), looks[i]))
		}
	}
	s.counts(m, keys, fmt.Sprintf(testWords("%d keys were Set", "키 %d개를 Set했습니다"), keys))
	lost := 0
	s.do(func() {
		for _, i := range testSome(keys) {
			if value, _ := m.Get(testKey(i)); value != i {
				lost++
			}
		}
	})
	if lost > 0 {
		s.wrong("many-keys", "Set", testWords("what was Set can be got, however many keys there are", "키가 아무리 많아도 Set한 값은 Get할 수 있어야 합니다"),
			fmt.Sprintf(testWords("%d keys were Set, and %d of some that were looked for hold something else", "키 %d개를 Set했는데, 찾아본 키 중 %d개의 값이 다릅니다"), keys, lost))
	}
}

// testCountBehindSets calls Count behind Sets, all in one goroutine and while the map is busy: it counts the keys of all Sets that have returned,
// however many they are.
func testCountBehindSets(s *testStep) {
	for most := 2; most <= 128; most *= 2 { // about every room that a channel may have
		for range 2 {
			n, m := testDraw(most/2+1, most), s.newMap()
			got := 0
			hold := s.keepBusy(m)
			task := testGo(func() {
				for i := range n {
					m.Set(testKey(i), i)
				}
				got = m.Count()
			})
			s.restOfMany()
			hold.letGo(task)
			if got < n { // the call that keeps the map busy may add a key of its own
				s.wrong("count-behind-sets", "Count", testWords("a Count counts the key of every Set that has returned before it", "Count는 먼저 끝난 Set의 키를 모두 세어야 합니다"),
					fmt.Sprintf(testWords("one goroutine Set %d keys while the map was busy; then Count returned %d", "맵이 바쁠 때 고루틴 하나가 키 %d개를 Set했는데, 이어진 Count의 결과는 %d입니다"), n, got))
			}
		}
	}
}
