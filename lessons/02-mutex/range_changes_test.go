package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testRangeOfAnyChanges: f removes keys and sets keys, those that Range has shown and those that it has not.
func testRangeOfAnyChanges(t *testing.T) {
	t.Helper()
	for range 12 {
		keys := 5 + rand.IntN(30)
		m, seen, stayed := testNumbered(keys), map[string]int{}, map[string]bool{}
		for i := range keys {
			stayed[strconv.Itoa(i)] = true
		}
		calls := 0
		testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Range's f changes the map, and waits for ever.", "Range의 f가 맵을 바꾸고 영원히 기다립니다.")}, testStart(func() {
			m.Range(func(key string, _ any) bool {
				seen[key]++
				for range rand.IntN(3) {
					other := strconv.Itoa(rand.IntN(keys))
					if rand.IntN(2) == 0 {
						m.Remove(other)
						delete(stayed, other)
					} else {
						m.Set(other, calls) // it may be there, or have been removed
					}
				}
				calls++
				return calls < 20*keys
			})
		}))
		for i := range keys {
			key := strconv.Itoa(i)
			if times := seen[key]; times > 1 {
				testrecord.FailNow(t, testrecord.Failure{
					Rule: "range-once", Method: "Range",
					Expected: testWords("Range shows a key at most once, also one that f removes and sets again", "f가 지웠다가 다시 넣은 키라도 Range는 많아야 한 번만 보여 주어야 합니다"),
					Happened: fmt.Sprintf(testWords("while f removed and set keys, it showed %q %d times", "f가 키를 지우고 넣는 동안 %q 키를 %d번 보여 주었습니다"), key, times),
				})
			}
			require.False(t, stayed[key] && seen[key] == 0, testWords("key %s stayed while f removed and set others, and Range did not show it", "f가 다른 키를 지우고 넣는 동안 %s 키는 그대로였는데 Range가 보여 주지 않았습니다."), key)
		}
	}
}
