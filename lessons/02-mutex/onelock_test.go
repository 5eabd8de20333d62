package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/testrecord"
)

// Step one-lock: every method must keep every other out, so all lock the same
// lock. Remove is tried first, against all and after all; then all the others.
func TestEveryMethodLocksTheSameLock(t *testing.T) {
	testrecord.Begin(t)
	testNeedRace(t)
	all := testMethods()
	for i := range all {
		if all[i].name == "Remove" {
			all[0], all[i] = all[i], all[0]
		}
	}
	for _, first := range all {
		for _, second := range all {
			testInPairs(t, first, second)
			testInPairs(t, second, first)
		}
	}
	testLockStays(t, "Remove", func(m *MutexMap) { m.Remove("a") })
	testLockStays(t, testMoveOut, func(m *MutexMap) { Move(m, NewMutexMap(), "a") })
}

// testLockStays empties the map while a view holds it and another view waits. The one that waited is inside afterwards, and a Set must wait for it: for
// the same lock.
func testLockStays(t *testing.T, name string, empty func(m *MutexMap)) {
	t.Helper()
	m := NewMutexMap()
	m.Set("a", 1)
	inside, behind := testNewGate(), testNewGate()
	calls := []<-chan struct{}{testStart(func() { m.View("a", func(any, bool) { inside.pass() }) })}
	testFinish(t, testWords("View never called its f", "View가 끝내 f를 부르지 않았습니다."), inside.entered)
	calls = append(calls, testStart(func() { empty(m) }))
	testSettle(testTrying)
	calls = append(calls, testStart(func() { m.View("a", func(any, bool) { behind.pass() }) }))
	testSettle(testTrying)
	inside.open()
	testFinish(t, testWords("View never called its f", "View가 끝내 f를 부르지 않았습니다."), behind.entered)
	set := testStart(func() { m.Set("a", 2) })
	testSettle(300)
	assert.False(t, testIsOver(set), testWords("After %s had emptied the map, Set came back while a view of that key was still inside its f: they do not lock the same lock",
		"%s 호출로 맵이 빈 뒤에, 그 키의 View가 아직 f 안에 있는데 Set 호출이 끝났습니다. 둘이 같은 잠금을 잡지 않습니다."), name)
	behind.open()
	testFinish(t, testWords("The views are over, and a writer still waits.",
		"View가 모두 끝났는데 쓰는 쪽이 아직 기다립니다."), append(calls, set)...)
}
