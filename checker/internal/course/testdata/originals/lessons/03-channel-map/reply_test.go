package main

import (
	"fmt"
	"sync/atomic"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// Step reply: a missing key and a stored nil are told apart, and everybody gets their own answer.
func TestGetTellsMissingFromNil(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "reply"}
	s.after("run")
	s.tryPlain("Get", "Set", "Set", "Get", "Get")
	s.nobodySpins(testGet)
	s.leavesNothing(testGet)
	s.pairs("Get", testBothOrders([]testCall{testGet}, testSet, testGet, testCall{"Set", "k", nil}, testCall{"Set", "other", 1})...)
	testOwnAnswers(s)
	testOtherMapsAnswers(s)
}

// testOtherMapsAnswers calls Get of one map while an Update of another one is at work: each is given its own answer.
func testOtherMapsAnswers(s *testStep) {
	one, other := s.newMap(), s.newMap()
	s.do(func() { other.Set("k", 2) })
	for range 3 {
		var got testAnswer
		hold := s.keepBusy(one)
		task := testGo(func() { got = testGet.on(other) })
		s.rest()
		hold.letGo(task)
		if got.value != 2 || !got.found {
			s.wrong("own-answer", "Get", testWords("each Get is given the answer to its own question", "Get마다 자기가 물은 것에 대한 응답을 받아야 합니다"),
				fmt.Sprintf(testWords("of two maps one was at work for another call; Get of the other one, which holds 2, gave (%v, %t)", "맵 둘 가운데 하나는 다른 호출을 처리하고 있었고, 2가 저장된 다른 맵의 Get 결과는 (%v, %t)입니다"), got.value, got.found))
		}
	}
}

// testOwnAnswers lets many goroutines wait for the map: no answer may reach the wrong one.
func testOwnAnswers(s *testStep) {
	const rounds = 2
	m := s.newMap()
	most := testDraw(700, 1500)
	s.do(func() {
		for i := range most {
			if i%3 != 0 {
				m.Set(testKey(i), i)
			}
		}
	})
	var wrong atomic.Int64
	readers := s.atOnce(m, most/2, most, func(i int) {
		for range rounds {
			got, found := m.Get(testKey(i))
			if i%3 != 0 && got != i || i%3 == 0 && got != nil || found != (i%3 != 0) {
				wrong.Add(1)
			}
		}
	})
	if n := wrong.Load(); n > 0 {
		s.wrong("own-answer", "Get", testWords("each Get is given the answer to its own question", "Get마다 자기가 물은 것에 대한 응답을 받아야 합니다"),
			fmt.Sprintf(testWords("%d goroutines asked at once, each for a key of its own; of %d answers %d were wrong",
				"고루틴 %d개가 저마다 자기 키를 동시에 물었는데, 응답 %d개 중 %d개가 틀렸습니다"), readers, readers*rounds, n))
	}
}
