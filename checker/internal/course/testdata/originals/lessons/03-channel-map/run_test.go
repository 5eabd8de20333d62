package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// Step run: what has been Set can be got.
func TestSetCanBeGot(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "run"}
	s.tryPlain("Get", "Set", "Set", "Get")
	s.nobodySpins(testSet)
	s.leavesNothing(testSet)
	s.leavesNobodyWaiting(testSet)
	s.pairs("", testBothOrders([]testCall{testSet}, testGet, testSet)...)
	testMapsAreApart(s)
	testOwnSetIsSeen(s)
	testSetWhileBusy(s)
	testGetBehindSets(s)
	testSetOfAForgottenMap(s)
}

func testMapsAreApart(s *testStep) {
	maps := make([]SharedMap, testDraw(3, 100))
	s.do(func() {
		for i := range maps {
			maps[i] = NewMap()
			maps[i].Set("k", i)
		}
	})
	for i, m := range maps {
		if got := s.ask(m, testGet); got.value != i {
			s.wrong("maps-are-apart", "NewMap", testWords("each map has its own keys", "맵마다 자기 키를 가져야 합니다"),
				fmt.Sprintf(testWords("%d maps, each with its own number: map %d says %v", "맵 %d개에 저마다 번호를 넣었는데 맵 %d의 값은 %v입니다"), len(maps), i, got.value))
		}
	}
}

// testOwnSetIsSeen lets many goroutines, whose calls wait for each other, ask for what they have just Set.
func testOwnSetIsSeen(s *testStep) {
	m := s.newMap()
	var wrong atomic.Pointer[string]
	goroutines := s.atOnce(m, 300, 1200, func(i int) {
		for value := range 3 {
			m.Set(testKey(i), value)
			if got, _ := m.Get(testKey(i)); got != value {
				text := fmt.Sprintf("Set(%q, %d); Get(%q) → %v", testKey(i), value, testKey(i), got)
				wrong.Store(&text)
			}
		}
	})
	if text := wrong.Load(); text != nil {
		s.wrong("own-set-is-seen", "Set", testWords("who has Set a key that nobody else uses gets that value", "자기만 쓰는 키를 Set한 고루틴은 그 값을 Get할 수 있어야 합니다"),
			fmt.Sprintf(testWords("%d goroutines used the map at once, and one of them saw %s", "고루틴 %d개가 동시에 맵을 썼는데, 그중 하나의 결과: %s"), goroutines, *text))
	}
}

// testSetWhileBusy fills the channel, whatever room it has, while the map cannot receive.
func testSetWhileBusy(s *testStep) {
	m := s.newMap()
	const own, others = 300, 700 // the first keys are Set once, those behind in turn: a map that is slow with many keys is right, too
	key := func(i int) string {
		if i >= own {
			i = own + i%others
		}
		return testKey(i)
	}
	made := s.fill(m, func(i int) { m.Set(key(i), i) })
	var missing, some []int
	for i := range made {
		if i < own || i >= made-others { // nothing has been Set under this key since
			some = append(some, i)
		}
	}
	s.do(func() {
		for _, i := range some {
			if got, _ := m.Get(key(i)); got != i {
				missing = append(missing, i)
			}
		}
	})
	if len(missing) > 0 {
		s.wrong("set-while-busy", "Set", testWords("a Set that comes while the map is busy waits, and is carried out", "맵이 바쁠 때 부른 Set은 기다렸다가 처리되어야 합니다"),
			fmt.Sprintf(testWords("one goroutine called Set %d times; of %d values that were looked for, %d are not there", "고루틴 하나가 Set을 %d번 불렀는데, 찾아본 값 %d개 중 %d개가 없습니다"), made, len(some), len(missing)))
	}
}

// testGetBehindSets calls Get behind Sets, all in one goroutine and while the map is busy: those Sets that have returned come before it,
// however many they are.
func testGetBehindSets(s *testStep) {
	for _, most := range []int{3, 60, 1000, 20_000} {
		for range 6 {
			n, m := testDraw(1, most), s.newMap()
			var got any
			hold := s.keepBusy(m)
			task := testGo(func() {
				for i := range n {
					m.Set("k", i)
				}
				got, _ = m.Get("k")
			})
			s.restOfMany()
			hold.letGo(task)
			if got != n-1 {
				s.wrong("get-behind-sets", "Get", testWords("a Get sees every Set that has returned before it", "Get은 먼저 끝난 Set을 모두 보아야 합니다"),
					fmt.Sprintf(testWords("one goroutine Set %d values while the map was busy; then Get returned not the last, %v, but %v", "맵이 바쁠 때 고루틴 하나가 값 %d개를 Set했는데, 이어진 Get의 결과는 마지막 값 %v 대신 %v입니다"), n, n-1, got))
			}
		}
	}
}

// testSetOfAForgottenMap lets Sets wait for a busy map that nobody else will use any more. To the garbage collector that is no reason to end it.
func testSetOfAForgottenMap(s *testStep) {
	for range 3 {
		hold, tasks := testForgetMap(s)
		runtime.GC()
		s.rest()
		runtime.GC() // what is tidied up behind the first one is done by now
		s.rest()
		hold.letGo(tasks...)
	}
}

// testForgetMap returns the calls that wait for a map. The map itself only they know.
func testForgetMap(s *testStep) (hold *testHold, tasks []*testTask) {
	m := s.newMap()
	hold = s.keepBusy(m)
	for i := range 3 {
		tasks = append(tasks, testGo(func() { m.Set(testKey(i), i) }))
	}
	s.rest()
	return hold, tasks
}

// ask makes one call and returns its answer.
func (s *testStep) ask(m SharedMap, call testCall) (answer testAnswer) {
	s.Helper()
	s.do(func() { answer = call.on(m) })
	return answer
}
