package main

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testManyViews: views of which there are far more than eight. How many of them are inside at once is open, but each gets in.
func testManyViews(t *testing.T) {
	t.Helper()
	m, n := NewMutexMap(), 100+rand.IntN(400)
	m.Set("a", 1)
	gate := make(chan struct{})
	var calledBack atomic.Int32
	var views []<-chan struct{}
	for range n {
		views = append(views, testStart(func() {
			m.View("a", func(value any, found bool) {
				if value == 1 && found {
					calledBack.Add(1)
				}
				<-gate
			})
		}))
	}
	testSettle(testTrying)
	close(gate)
	testFinish(t, fmt.Sprintf(testWords("%d views at once, and some never come back.", "View %d개를 동시에 실행했는데 일부가 끝나지 않습니다."), n), views...)
	if got := int(calledBack.Load()); got != n {
		testrecord.FailNow(t, testrecord.Failure{
			Rule: "views-get-through", Method: "View", Expected: fmt.Sprintf(testWords("each of %d views at once calls its f once, with the value", "동시에 실행한 View %d개가 저마다 값을 넘겨 f를 한 번씩 불러야 합니다"), n),
			Happened: fmt.Sprintf(testWords("f was called %d times with it", "f가 값과 함께 %d번 불렸습니다"), got),
		})
	}
}

// testViewsStay: some views stay inside, fewer than eight, while hundreds of others come and go.
func testViewsStay(t *testing.T) {
	t.Helper()
	for _, stay := range []int{1, 2 + rand.IntN(5), 7} {
		m := NewMutexMap()
		m.Set("a", 1)
		gate := testNewGate()
		var views []<-chan struct{}
		for range stay {
			views = append(views, testView(t, []*MutexMap{m}, gate)...)
		}
		testFinish(t, fmt.Sprintf(testWords("%d views stay inside their f; another goroutine makes hundreds of others, one after the other, and one of them never comes back.",
			"View %d개가 f 안에 머무는 동안 다른 고루틴이 View를 수백 번 차례로 부르는데, 그중 하나가 끝나지 않습니다."), stay), testStart(func() {
			for i := range 200 + rand.IntN(200) {
				m.View([]string{"a", "none"}[i%2], func(any, bool) {})
			}
		}))
		gate.open()
		testFinish(t, testWords("Views whose f has returned do not come back.", "f가 끝난 View가 끝나지 않습니다."), views...)
	}
}

// testStartMeeting starts n views, by turns of the keys, none of which goes before all are inside.
func testStartMeeting(m *MutexMap, n int, keys ...string) (views []<-chan struct{}) {
	var inside atomic.Int32
	all := make(chan struct{})
	for i := range n {
		views = append(views, testStart(func() {
			m.View(keys[i%len(keys)], func(any, bool) {
				if inside.Add(1) == int32(n) {
					close(all)
				}
				<-all
			})
		}))
	}
	return views
}
