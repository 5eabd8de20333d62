//go:build race

package main

import (
	"runtime"
	"testing"
)

// races is the number of data races seen so far in this process.
func races() int { return runtime.RaceErrors() }

// needRace says that a test means nothing without the race detector.
func needRace(*testing.T) {}
