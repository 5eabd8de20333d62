package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

var testErrCallback = errors.New(testWords("the callback panics", "콜백이 일으킨 패닉"))

// Step unlock: however a call ended, the map answers the next one.
func TestMapAnswersAfterward(t *testing.T) {
	testrecord.Begin(t)
	panics := func() any { panic(testErrCallback) }
	ways := []struct {
		name   string
		panics bool
		call   func(m, other *MutexMap)
	}{
		{testWords("Range's f returned false", "f가 false를 반환한 Range"), false, func(m, _ *MutexMap) { m.Range(func(string, any) bool { return false }) }},
		{testWords("View's f panicked", "f에서 패닉이 난 View"), true, func(m, _ *MutexMap) { m.View("a", func(any, bool) { panics() }) }},
		{testWords("View's f panicked on a missing key", "없는 키에 대해 f에서 패닉이 난 View"), true, func(m, _ *MutexMap) { m.View("none", func(any, bool) { panics() }) }},
		{testWords("Range's f panicked", "f에서 패닉이 난 Range"), true, func(m, _ *MutexMap) { m.Range(func(string, any) bool { panics(); return true }) }},
		{testWords("Update's f panicked", "f에서 패닉이 난 Update"), true, func(m, _ *MutexMap) { m.Update("a", func(any, bool) any { return panics() }) }},
		{testWords("Update's f panicked on a missing key", "없는 키에 대해 f에서 패닉이 난 Update"), true, func(m, _ *MutexMap) { m.Update("none", func(any, bool) any { return panics() }) }},
		{testWords("Get of a missing key", "없는 키의 Get"), false, func(m, _ *MutexMap) { m.Get("none") }},
		{testWords("View of a missing key", "없는 키의 View"), false, func(m, _ *MutexMap) { m.View("none", func(any, bool) {}) }},
		{testWords("Remove of a missing key", "없는 키의 Remove"), false, func(m, _ *MutexMap) { m.Remove("none") }},
		{testWords("Set of a value that is there already", "이미 있는 값의 Set"), false, func(m, _ *MutexMap) { m.Set("a", 1) }},
		{testWords("Update that changes nothing", "아무것도 바꾸지 않는 Update"), false, func(m, _ *MutexMap) { m.Update("a", testKeep) }},
		{testWords("Move of a key that from lacks", "from에 없는 키의 Move"), false, func(m, other *MutexMap) { Move(m, other, "none") }},
		{testWords("Move of a key that from lacks, the other way", "from에 없는 키의 Move, 반대 방향"), false, func(m, other *MutexMap) { Move(other, m, "none") }},
		{testWords("Move of a key that to has, too", "to에도 있는 키의 Move"), false, func(m, other *MutexMap) { Move(other, m, "a") }},
		{testWords("Move of a key that to has, too, the other way", "to에도 있는 키의 Move, 반대 방향"), false, func(m, other *MutexMap) { Move(m, other, "a") }},
		{testWords("Move back of a key", "키를 되돌려 놓는 Move"), false, func(m, other *MutexMap) { Move(m, other, "a"); Move(other, m, "a") }},
	}
	testPanicLeavesAll(t)
	for _, way := range ways {
		m, other := NewMutexMap(), NewMutexMap()
		m.Set("a", 1)
		other.Set("a", 1)
		var thrown any
		testFinish(t, testWords(way.name+", and the call never came back", way.name+": 호출이 끝나지 않습니다."), testStart(func() {
			defer func() { thrown = recover() }()
			way.call(m, other)
		}))
		if way.panics {
			assert.Equal(t, testErrCallback, thrown, testWords("%s: that panic must reach the caller as it was thrown",
				"%s: 이 패닉은 일어난 그대로 호출자에게 전해져야 합니다."), way.name)
		} else {
			require.Nil(t, thrown, testWords("%s, and the method panicked", "%s: 메서드에서 패닉이 났습니다."), way.name)
		}
		testAnswers(t, way.name, way.panics, m)
		testAnswers(t, way.name, way.panics, other)
		testLeavesNothing(t, way.name, func() {
			defer func() { _ = recover() }() // what it was has been looked at
			way.call(m, other)
		})
	}
	testPanicsReachTheCaller(t)
	testPanicsAgainAndAgain(t)
	testPanicWhileWritersWait(t)
}

// testAnswers calls all the methods of a map.
func testAnswers(t *testing.T, after string, panicked bool, m *MutexMap) {
	t.Helper()
	for _, method := range testMethods() {
		testFinishAs(t, testrecord.Failure{Method: testFirstMethod(after), CallbackPanicked: panicked, Happened: testWords("after "+after+" the map does not answer: "+method.name+" waits for ever",
			after+" 다음에 맵이 응답하지 않습니다. "+method.name+" 호출이 영원히 기다립니다")},
			testStart(func() { method.call(m, "b") }))
	}
	value, found := m.Get("a")
	if found {
		assert.Equal(t, 1, value, testWords("after %s the value of another key has changed", "%s 다음에 다른 키의 값이 바뀌었습니다."), after)
	}
}

// testFirstMethod is the method that a way of ending a call is about: it stands among its words.
func testFirstMethod(way string) string {
	for _, method := range []string{"Range", "View", "Update", "Get", "Remove", "Set", "Move"} {
		if strings.Contains(way, method) {
			return method
		}
	}
	return ""
}
