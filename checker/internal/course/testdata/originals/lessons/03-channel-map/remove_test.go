package main

import (
	"fmt"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// Step remove: a removed key is gone, and removing a missing key is no error.
func TestRemovedKeyIsGone(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "remove"}
	s.after("run")
	s.tryRemoves()
	s.nobodySpins(testRemove)
	s.leavesNothing(testRemove)
	s.leavesNobodyWaiting(testRemove)
	s.pairs("", testBothOrders([]testCall{testRemove}, testGet, testSet, testRemove)...)
	s.pairs("Get", [2]testCall{testRemove, testGet})
	testRemoveOfMany(s)
	testRemoveOneByOne(s)
	testRemoveWhileBusy(s)
}

// tryRemoves tries the step's rules, and calls that nobody has chosen. What Get says of keys that were never there is another step's matter.
func (s *testStep) tryRemoves() {
	s.Helper()
	s.tryPlain("", "Set", "Get", "Remove")
	keys := []string{"", "k", "ka", "kab", "kb", "K", "l"} // some begin with others
	for i := range testDraw(12, 18) {                      // many, so that most of them stay as they are for a while
		keys = append(keys, testKey(i))
	}
	try := func(rounds int) {
		var calls []testCall
		for _, key := range keys {
			calls = append(calls, testCall{"Set", key, nil})
		}
		for round := range rounds {
			key := keys[testDraw(0, len(keys)-1)]
			calls = append(calls, testCall{"Set", key, []any{nil, testDraw(1, 9)}[testDraw(0, 1)]}, testCall{"Remove", keys[testDraw(0, len(keys)-1)], nil}, testCall{"Get", key, nil})
			for i := range keys {
				if round%8 == 0 { // now and then look at all
					calls = append(calls, testCall{"Get", keys[i], nil})
				}
			}
		}
		s.needs(s.plain(testRule{"remove", "removed-key", "Remove", testWords("a removed key is gone, and no other", "지운 키만 없어져야 합니다"), "Get", calls}))
	}
	began := testrecord.ProcessorTime()
	const few = 6
	for range few {
		try(testDraw(40, 80))
	}
	each := (testrecord.ProcessorTime() - began) / few / 60
	try(min(testDraw(3000, 5000), int(testWearTime/max(1, each)))) // what a map does now and then only, such as tidying up, it has done by the end
}

// testRemoveWhileBusy fills the channel, whatever room it has, while the map cannot receive.
func testRemoveWhileBusy(s *testStep) {
	m := s.newMap()
	made := s.fill(m, func(i int) {
		m.Set(testKey(i), i)
		m.Remove(testKey(i))
	})
	var left int
	some := testSome(made)
	s.do(func() {
		for _, i := range some {
			if _, found := m.Get(testKey(i)); found {
				left++
			}
		}
	})
	if left > 0 {
		s.wrong("remove-while-busy", "Remove", testWords("a Remove that comes while the map is busy waits, and is carried out", "맵이 바쁠 때 부른 Remove는 기다렸다가 처리되어야 합니다"),
			fmt.Sprintf(testWords("one goroutine removed %d keys; of %d that were looked for, %d are still there", "고루틴 하나가 키 %d개를 지웠는데, 찾아본 %d개 중 %d개가 남아 있습니다"), made, len(some), left))
	}
}

// testRemoveOneByOne lets thousands of keys come and go, each once: they leave no room taken. A map that is slow sees fewer.
func testRemoveOneByOne(s *testStep) {
	m, left := s.newMap(), false
	s.do(func() {
		m.Set("stays", 1)
		began := testrecord.ProcessorTime()
		for i := range testDraw(12_000, 15_000) {
			m.Set(testKey(i), i)
			m.Remove(testKey(i))
			if i%100 == 0 && testrecord.ProcessorTime()-began > testWearTime {
				break
			}
		}
		_, left = m.Get("missing")
	})
	if got := s.ask(m, testCall{"Get", "stays", nil}); got.value != 1 || left {
		s.wrong("removed-key", "Remove", testWords("a removed key is gone, and no other", "지운 키만 없어져야 합니다"),
			testWords("thousands of keys were Set and removed, each in turn; then a key that stayed was lost, or a missing one found", "키 수천 개를 하나씩 Set하고 지웠더니, 남아 있던 키가 사라졌거나 없는 키가 있다고 합니다"))
	}
}

// testRemoveOfMany removes some of many keys: those are gone, and all others are there.
func testRemoveOfMany(s *testStep) {
	n, m := testDraw(1000, 2000), s.newMap()
	gone := map[int]bool{}
	for range n / 3 {
		gone[testDraw(0, n-1)] = true
	}
	lost, left := 0, 0
	s.do(func() {
		for i := range n {
			m.Set(testKey(i), i)
		}
		for i := range gone {
			m.Remove(testKey(i))
		}
		for i := range n {
			value, found := m.Get(testKey(i))
			switch {
			case gone[i] && found:
				left++
			case !gone[i] && (!found || value != i):
				lost++
			}
		}
	})
	if lost+left > 0 {
		s.wrong("removed-key", "Remove", testWords("of many keys those that were removed are gone, and no other", "많은 키 가운데 지운 키만 없어져야 합니다"),
			fmt.Sprintf(testWords("of %d keys %d were removed; then %d of those were still there, and %d others were lost", "키 %d개 중 %d개를 지웠는데, 지운 키 %d개가 남아 있고 다른 키 %d개가 사라졌습니다"), n, len(gone), left, lost))
	}
}
