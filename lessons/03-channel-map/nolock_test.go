package main

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// Step no-lock: the map is safe, and no lock makes it so.
func TestNoLock(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "no-lock"}
	testImportsNoLock(s)
	s.after("run", "reply", "remove", "count")
	all := []testCall{testSet, testGet, testRemove, testCount, testUpdate}
	s.pairs("Get Count", testBothOrders(all, all...)...)
	s.nobodySpins(all...)
	for _, call := range all {
		testWaitsAtNoLock(s, call)
	}
	testMixedCalls(s)
	testMapsAtOnce(s, all)
}

// testImportsNoLock looks for packages that hold locks, what locks are made of, or groups that do as one.
func testImportsNoLock(s *testStep) {
	imports, err := testImports()
	if err != nil {
		s.Fatal(err)
	}
	for _, one := range imports {
		if !testIsLock(one.path) {
			continue
		}
		s.fails(testrecord.Failure{
			Rule: "no-lock", Place: testrecord.Place{File: "sharedmap.go", Line: one.line},
			Expected: testWords("one goroutine owns the map, and that alone makes it safe: no lock, no atomic, no semaphore or group in the place of one",
				"고루틴 하나가 맵을 소유하며, 그것만으로 안전해야 합니다. 뮤텍스도 atomic도, 그것을 대신하는 세마포어나 그룹도 쓰지 않습니다"),
			Happened: fmt.Sprintf(testWords("sharedmap.go:%d imports %q", "sharedmap.go:%d에서 %q 패키지를 가져옵니다"), one.line, one.path),
		})
	}
}

func testIsLock(path string) bool {
	return path == "sync" || strings.HasPrefix(path, "sync/") || strings.HasPrefix(path, "golang.org/x/sync/") || path == "internal/sync"
}

// testWaitsAtNoLock looks at a call, and at another Update, while the map is busy: whoever waits must wait at a channel.
func testWaitsAtNoLock(s *testStep, call testCall) {
	m := s.newMap()
	hold := s.keepBusy(m)
	task := testGo(func() { call.on(m) })
	s.rest()
	for _, g := range testLook() {
		if g.inLock() && len(g.student) > 0 {
			s.fails(testrecord.Failure{
				Rule: "no-lock", Method: g.method(), Place: g.student[0], Waiting: testWaiting([]testGoroutine{g}),
				Expected: testWords("a call that comes while the map is busy waits at a channel", "맵이 바쁠 때 부른 호출은 채널에서 기다려야 합니다"),
				Happened: fmt.Sprintf(testWords("%s waits for a lock (%s): another package's lock is a lock, too", "%s 호출이 잠금을 기다립니다(%s). 다른 패키지의 잠금도 잠금입니다"), g.method(), g.state),
			})
		}
	}
	hold.letGo(task)
}

// testMixedCalls lets many goroutines, all started while the map is busy, use all of it at once.
func testMixedCalls(s *testStep) {
	m := s.newMap()
	var wrong atomic.Pointer[testTrouble]
	goroutines := s.atOnce(m, 64, 200, func(i int) {
		if trouble := testUseAllOf(m, testKey(i), i); trouble != nil {
			wrong.Store(trouble)
		}
	})
	s.needs(wrong.Load())
	if got := s.ask(m, testCount); got.value != goroutines+2 {
		s.miscounts(got.value, fmt.Sprint(goroutines+2), fmt.Sprintf(testWords("%d goroutines left one key each, and share two more", "고루틴 %d개가 키를 하나씩 남겼고, 함께 쓰는 키가 둘 더 있습니다"), goroutines))
	}
}

// testMapsAtOnce makes and uses several maps at once, each in a goroutine of its own. They have nothing to do with each other, so nothing orders what
// they do.
func testMapsAtOnce(s *testStep, all []testCall) {
	var tasks []*testTask
	for range 3 {
		tasks = append(tasks, testGo(func() {
			m := NewMap()
			for range 6 {
				for _, call := range all {
					call.on(m)
					m.Set("k", 1)
				}
			}
		}))
	}
	s.needs(testOver(tasks...))
	s.wait(tasks...)
}

// testUseAllOf calls every method with keys of the caller's own, so that each answer is known.
func testUseAllOf(m SharedMap, key string, n int) *testTrouble {
	other, plain := key+" goes", map[string]any{}
	calls := []testCall{
		{"Set", key, n}, {"Get", key, nil}, {"Update", key, testChange(testPlusOne)}, {"Set", other, nil}, {"Get", other, nil}, {"Remove", other, nil}, {"Get", other, nil}, {"Get", key, nil},
	}
	for i, call := range calls {
		m.Set("shared", n)
		m.Update("shared", testPlusOne)
		got, want := call.on(m), call.onPlain(plain)
		if !got.equals(want) {
			return &testTrouble{
				rule: "own-keys", method: call.method, happened: testDiffers(calls[:i], call, got, want),
				expected: testWords("who uses keys of its own gets what a plain map gives", "자기 키만 쓰는 고루틴은 보통 맵과 똑같은 결과를 얻어야 합니다"),
			}
		}
		if count := m.Count(); count < 1 {
			return &testTrouble{
				rule: "count-is-exact", method: "Count", happened: fmt.Sprintf(testWords("Count said %d, and there are keys", "키가 있는데 Count의 답은 %d입니다"), count),
				expected: testWords("Count says how many keys there are", "Count는 키의 개수를 정확히 알려 주어야 합니다"),
			}
		}
	}
	return nil
}
