package main

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sharedmap-workshop/checker/testrecord"
	"strconv"
	"testing"
	"time"
)

// testRangeOfMany: Range shows all of many keys, once each.
func testRangeOfMany(t *testing.T) {
	t.Helper()
	m, n := NewMutexMap(), 1000+rand.IntN(1000)
	for i := range n {
		m.Set(fmt.Sprint(i), i)
	}
	seen := map[string]bool{}
	m.Range(func(key string, _ any) bool { seen[key] = true; return true })
	if len(seen) != n {
		testrecord.FailNow(t, testrecord.Failure{
			Rule: "plain-map", Method: "Range", Expected: testWords("Range shows every key", "Range는 모든 키를 보여 주어야 합니다"),
			Happened: fmt.Sprintf(testWords("of %d keys it showed %d", "키 %d개 중 %d개를 보여 주었습니다"), n, len(seen)),
		})
	}
}

// testCountOfMany counts tens of thousands of keys: no number that counts them is too small. A map that takes long for so many, since it copies itself
// with each, is asked sooner.
func testCountOfMany(t *testing.T) {
	t.Helper()
	m, most, n := NewMutexMap(), 66_000+rand.IntN(4000), 0
	began := testrecord.ProcessorTime()
	for n < most && testrecord.ProcessorTime()-began < time.Second {
		for range 100 {
			m.Set(strconv.Itoa(n), n)
			n++
		}
	}
	if counted := m.Count(); counted != n {
		testrecord.FailNow(t, testrecord.Failure{
			Rule: "plain-map", Method: "Count", Expected: testWords("Count counts every key", "Count는 모든 키를 세어야 합니다"),
			Happened: fmt.Sprintf(testWords("of %d keys it counted %d", "키 %d개 중 %d개를 세었습니다"), n, counted),
		})
	}
}

// testMoveFar: any two maps may be moved between, however many others were made
// between them: whoever numbers maps has come far then, and whatever the numbers
// are kept in, they differ.
func testMoveFar(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	var pairs []testOpposites
	var maps []*MutexMap
	for _, apart := range []int{1 << 8, 1 << 12, 1 << 15, 1 << 16, 1<<16 + 1 + rand.IntN(5000)} {
		if apart > 1<<12 && runtime.NumGoroutine() > before+1000 {
			break // maps that have a goroutine each: a look at so many would take minutes
		}
		early := []*MutexMap{NewMutexMap(), NewMutexMap()}
		for range apart - 2 {
			NewMutexMap()
		}
		late := []*MutexMap{NewMutexMap(), NewMutexMap()}
		for i := range 2 {
			early[i].Set("k", len(maps))
			late[i].Set("k", len(maps)+1)
			pairs = append(pairs, testOpposites{early[i], late[i], i == 1})
			maps = append(maps, early[i], late[i])
		}
	}
	testPairs(t, pairs)
	testNotDoubled(t, maps)
}
