//go:build !race

package main

import "testing"

func testRaces() int { return 0 }

func testNeedRace(t *testing.T) {
	t.Helper()
	t.Fatal(testWords("this test needs the race detector: go test -race ./lessons/02-mutex",
		"이 테스트에는 경쟁 감지기가 필요합니다: go test -race ./lessons/02-mutex"))
}
