//go:build !race

package main

import "testing"

func races() int { return 0 }

func needRace(t *testing.T) {
	t.Helper()
	t.Fatal("this test needs the race detector: go test -race ./lessons/02-mutex")
}
