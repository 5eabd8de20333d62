package main

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testPanicWhileWritersWait: f panics in a View or an Update while writers wait outside. They get in.
func testPanicWhileWritersWait(t *testing.T) {
	t.Helper()
	for _, method := range []string{"View", "Update"} {
		m, panics := NewMutexMap(), testNewGate()
		m.Set("a", 1)
		calls := []<-chan struct{}{testStartPanicking(t, m, method, panics)}
		for _, call := range []func(){func() { m.Set("a", 2) }, func() { m.Update("a", testKeep) }} {
			calls = append(calls, testStart(call))
			testSettle(100)
		}
		panics.open()
		testFinishAs(t, testrecord.Failure{Method: method, CallbackPanicked: true, Happened: fmt.Sprintf(testWords(
			"writers waited for %s, whose f then panicked, and they still wait", "쓰는 쪽이 %s 호출을 기다리는데 그 f에서 패닉이 났고, 쓰는 쪽은 계속 기다립니다"), method)}, calls...)
	}
}

// testStartPanicking starts a View or an Update whose f panics when the gate is opened, and waits until it is inside.
func testStartPanicking(t *testing.T, m *MutexMap, method string, gate *testGate) <-chan struct{} {
	t.Helper()
	call := testStart(func() {
		defer func() { _ = recover() }() // what it was is looked at elsewhere
		if method == "View" {
			m.View("a", func(any, bool) { gate.pass(); panic("while others wait") })
		} else {
			m.Update("a", func(any, bool) any { gate.pass(); panic("while others wait") })
		}
	})
	testFinish(t, testWords(method+" never called its f", method+" 호출이 끝내 f를 부르지 않았습니다."), gate.entered)
	return call
}

// testPanicBesideAView: f panics in one view while another one is inside. A writer still waits for that.
func testPanicBesideAView(t *testing.T) {
	t.Helper()
	m, panics, stays := NewMutexMap(), testNewGate(), testNewGate()
	m.Set("a", 1)
	calls := append(testView(t, []*MutexMap{m}, stays), testStartPanicking(t, m, "View", panics))
	panics.open()
	testFinish(t, testWords("View, whose f panicked, never came back", "f에서 패닉이 난 View 호출이 끝나지 않습니다."), calls[1])
	set := testStart(func() { m.Set("a", 2) })
	testSettle(300)
	over := testIsOver(set)
	stays.open()
	assert.False(t, over, testWords("after another View's f panicked, Set came back while a view of that key was still inside its f",
		"다른 View의 f에서 패닉이 난 뒤, 그 키의 View가 아직 f 안에 있는데 Set 호출이 끝났습니다."))
	testFinish(t, testWords("The views are over, and a writer still waits.", "View가 모두 끝났는데 쓰는 쪽이 아직 기다립니다."), calls[0], set)
}

// testWritersWakeOneByOne: several updates wait for one view. When it leaves, they go in one after the other.
func testWritersWakeOneByOne(t *testing.T) {
	t.Helper()
	m, gate := NewMutexMap(), testNewGate()
	m.Set("a", 0)
	calls := testView(t, []*MutexMap{m}, gate)
	n := 3 + rand.IntN(6)
	var inside, most atomic.Int32
	for range n {
		calls = append(calls, testStart(func() {
			m.Update("a", func(old any, _ bool) any {
				most.Store(max(most.Load(), inside.Add(1)))
				testSettleBriefly()
				inside.Add(-1)
				n, _ := old.(int)
				return n + 1
			})
		}))
	}
	testSettle(300)
	gate.open()
	testFinish(t, testWords("A view is over, and an Update that waited for it still waits.", "View가 끝났는데 기다리던 Update가 아직 기다립니다."), calls...)
	got, _ := m.Get("a")
	require.Equal(t, n, got, testWords("%d updates waited for one view, each adds one; at most %d were inside their f at once",
		"View 하나를 기다린 Update %d개가 1씩 더했습니다. f 안에 동시에 있던 Update는 많게는 %d개입니다."), n, most.Load())
}

// testLastOfManyViews: of many views that are inside all leave but one, any one: a writer waits for that, too.
func testLastOfManyViews(t *testing.T) {
	t.Helper()
	m, n := NewMutexMap(), 20+rand.IntN(280)
	looks := max(20, 3000/n) // the more goroutines, the longer takes a look at all of them: as much time for one that tries again and again
	m.Set("a", 1)
	leave, entered := make([]chan struct{}, n), make([]atomic.Bool, n)
	var views []<-chan struct{}
	for i := range n {
		leave[i] = make(chan struct{})
		views = append(views, testStart(func() {
			m.View("a", func(any, bool) { entered[i].Store(true); <-leave[i] })
		}))
	}
	testSettle(looks)
	last := -1
	for _, i := range rand.Perm(n) { // the views that wait outside, if any do, wait on: who has not come in is not let go
		if entered[i].Load() {
			last = i
			break
		}
	}
	require.False(t, last < 0, testWords("View never called its f", "View가 끝내 f를 부르지 않았습니다."))
	set := testStart(func() { m.Set("a", 2) })
	testSettle(looks)
	for i := range n {
		if i != last {
			close(leave[i])
		}
	}
	testSettle(looks)
	over := testIsOver(set)
	close(leave[last])
	assert.False(t, over, testWords("Set came back while one of many views of that key was still inside its f", "그 키의 많은 View 가운데 하나가 아직 f 안에 있는데 Set 호출이 끝났습니다."))
	testFinish(t, testWords("The views are over, and a writer still waits.", "View가 모두 끝났는데 쓰는 쪽이 아직 기다립니다."), append(views, set)...)
}
