//go:build race

package main

import (
	"runtime"
	"testing"
)

// testRaces is the number of data races seen so far in this process.
func testRaces() int { return runtime.RaceErrors() }

// testNeedRace says that a test means nothing without the race detector.
func testNeedRace(*testing.T) {}
