package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testPanic is a way to panic, and whether what reached the caller came of it.
type testPanic struct {
	name string
	do   func()
	is   func(thrown any) bool
}

// testPanics are panics of each kind: of the program's own, with a value of any type, and of the runtime.
func testPanics() []testPanic {
	type own struct{ values []int }
	var none map[string]int
	var index []int
	runtimes := func(text string) func(any) bool {
		return func(thrown any) bool {
			err, ok := thrown.(runtime.Error)
			return ok && text == err.Error()
		}
	}
	return []testPanic{
		{testWords("an error", "오류"), func() { panic(testErrCallback) }, func(thrown any) bool { err, ok := thrown.(error); return ok && errors.Is(err, testErrCallback) }},
		{testWords("a text", "문자열"), func() { panic("text") }, func(thrown any) bool { return thrown == "text" }},
		{testWords("a number", "수"), func() { panic(0) }, func(thrown any) bool { return thrown == 0 }},
		{testWords("a struct", "구조체"), func() { panic(own{}) }, func(thrown any) bool { _, ok := thrown.(own); return ok }},
		{testWords("an index out of range", "범위를 벗어난 인덱스"), func() { index[len(none)]++ }, runtimes("runtime error: index out of range [0] with length 0")},
		{testWords("a write to a nil map", "nil 맵에 쓰기"), func() { none["a"] = 1 }, runtimes("assignment to entry in nil map")},
		{"panic(nil)", func() { panic(nil) }, func(thrown any) bool { _, ok := thrown.(*runtime.PanicNilError); return ok }},
	}
}

// testPanicsAgainAndAgain lets the callbacks panic many times: nothing is used up by that.
func testPanicsAgainAndAgain(t *testing.T) {
	t.Helper()
	m, times := NewMutexMap(), 150+rand.IntN(150)
	m.Set("a", 1)
	ways := map[string]func(){
		"Update": func() { m.Update("a", func(any, bool) any { panic("again") }) },
		"View":   func() { m.View("a", func(any, bool) { panic("again") }) },
		"Range":  func() { m.Range(func(string, any) bool { panic("again") }) },
	}
	for method, call := range ways {
		testFinishAs(t, testrecord.Failure{Method: method, CallbackPanicked: true,
			Happened: fmt.Sprintf(testWords("%s, whose f panics each time, does not come back any more", "f에서 매번 패닉이 나는 %s 호출이 더는 끝나지 않습니다"), method)}, testStart(func() {
			for range times {
				func() {
					defer func() { _ = recover() }() // what it was is looked at elsewhere
					call()
				}()
			}
		}))
		testAnswers(t, testWords(method+" whose f panicked many times", "f에서 여러 번 패닉이 난 "+method), true, m)
	}
}

// testPanicsReachTheCaller lets the callbacks panic in each way. The caller gets what was thrown, and the map goes on.
func testPanicsReachTheCaller(t *testing.T) {
	t.Helper()
	for _, p := range testPanics() {
		m := NewMutexMap()
		m.Set("a", 1)
		ways := []struct {
			method string
			call   func(key string)
		}{
			{"Update", func(key string) { m.Update(key, func(any, bool) any { p.do(); return 2 }) }},
			{"View", func(key string) { m.View(key, func(any, bool) { p.do() }) }},
			{"Range", func(string) { m.Range(func(string, any) bool { p.do(); return true }) }},
		}
		for _, way := range ways {
			for _, key := range []string{"a", "none"} {
				after := testWords(way.method+" whose f panics ("+p.name+")", "f에서 패닉이 난 "+way.method+" ("+p.name+")")
				var thrown any
				testFinish(t, testWords(after+", and the call never came back", after+": 호출이 끝나지 않습니다."), testStart(func() {
					defer func() { thrown = recover() }()
					way.call(key)
				}))
				require.True(t, p.is(thrown), testWords("%s: that panic must reach the caller as it was thrown; what reached it was: %v",
					"%s: 이 패닉은 일어난 그대로 호출자에게 전해져야 합니다. 전해진 것: %v"), after, thrown)
			}
			testAnswers(t, testWords(way.method+" whose f panicked", "f에서 패닉이 난 "+way.method), true, m)
		}
	}
}
