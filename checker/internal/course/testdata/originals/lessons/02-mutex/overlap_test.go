package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testRangesOverlap: one Range is at a key when the map is written to, and another one begins. The first ends while the second is still at a key, and the
// map is written to again. What the second goes over is written by nobody. Only the map could order the two: see testTurn.
func testRangesOverlap(t *testing.T) {
	t.Helper()
	const keys = 20
	for _, again := range []bool{false, true} { // whether it is written to once more before the first ends
		m := testNumbered(keys)
		before := testRaces()
		finish := func(calls ...<-chan struct{}) {
			t.Helper()
			testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Two Ranges overlap, with writers between, and a call never comes back.",
				"Range 두 개가 겹치고 그 사이에 쓰기가 있는데 어떤 호출이 끝나지 않습니다.")}, calls...)
		}
		write := func() {
			t.Helper()
			finish(testStart(func() { m.Set("0", "new"); m.Update("1", testAddOne) }))
		}
		var in, goOn [2]testTurn
		seen := []map[string]int{{}, {}}
		begin := func(i int) <-chan struct{} {
			t.Helper()
			over := testStart(func() {
				m.Range(func(key string, _ any) bool {
					if len(seen[i]) == 0 {
						in[i].end()
						goOn[i].wait()
					}
					seen[i][key]++
					return true
				})
			})
			finish(testStart(in[i].wait))
			return over
		}
		first := begin(0)
		write()
		second := begin(1)
		if again {
			write()
		}
		goOn[0].end()
		finish(first)
		write()
		goOn[1].end()
		finish(second)
		for _, shown := range seen {
			for i := range keys {
				if key := strconv.Itoa(i); shown[key] != 1 {
					testShownWrongly(t, key, shown[key], keys)
				}
			}
		}
		if testRaces() != before {
			require.Fail(t, testWords("Two Ranges overlap, with writers between: two accesses that nothing orders, a data race.",
				"Range 두 개가 겹치고 그 사이에 쓰기가 있습니다. 두 접근의 순서를 정해 주는 것이 없으므로 데이터 경쟁입니다."),
				testWords("The data race that is reported with this names both lines, of %s.",
					"두 줄은 함께 보고된 데이터 경쟁에 나옵니다. 파일: %s"), testAnswerName())
		}
	}
}
