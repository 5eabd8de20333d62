//go:build !race

package main

import "testing"

func testRaces() int { return 0 }

func testNeedRace(t *testing.T) {
	t.Helper()
	t.Fatal("this test needs the race detector: go test -race ./lessons/02-mutex")
}
