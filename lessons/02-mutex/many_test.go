package main

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testRangeManyChanges: as it goes over hundreds of keys, f removes some of them, all at once or one by one, and adds others or adds none. Each
// of those that stay is shown once, and none twice.
func testRangeManyChanges(t *testing.T) {
	t.Helper()
	for mode := range 3 {
		atOnce, adds := mode == 0, mode < 2
		n := 300 + rand.IntN(700)
		m := testNumbered(n)
		stays := func(i int) bool { return i%3 == 0 }
		seen, calls := map[string]int{}, 0
		change := func(i int) {
			if !stays(i) {
				m.Remove(fmt.Sprint(i))
			}
			if adds {
				m.Set(fmt.Sprint("new ", i), i)
			}
		}
		testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Range's f changes the map, and waits for ever.", "Range의 f가 맵을 바꾸고 영원히 기다립니다.")}, testStart(func() {
			m.Range(func(key string, _ any) bool {
				seen[key]++
				switch {
				case !atOnce && calls < n:
					change(calls)
				case atOnce && calls == 0:
					for i := range n {
						change(i)
					}
				}
				calls++
				return calls < 10*n
			})
		}))
		for key, times := range seen {
			if times > 1 {
				testShownWrongly(t, key, times, n)
			}
		}
		for i := range n {
			if key := fmt.Sprint(i); stays(i) && seen[key] != 1 {
				testShownWrongly(t, key, seen[key], n)
			}
		}
	}
}

func testShownWrongly(t *testing.T, key string, times, n int) {
	t.Helper()
	testrecord.FailNow(t, testrecord.Failure{
		Rule: "range-once", Method: "Range",
		Expected: testWords("Range shows a key that stays once, while f removes and adds others", "f가 다른 키를 지우고 더하는 동안에도 Range는 남아 있는 키를 한 번씩 보여 주어야 합니다"),
		Happened: fmt.Sprintf(testWords("of %d keys, it showed %q %d times", "키 %d개 가운데 %q 키를 %d번 보여 주었습니다"), n, key, times),
	})
}
