package main

import "testing"

// Step one-lock: every method must keep every other out, so all lock the same
// lock. Remove is tried first, against all and after all; then all the others.
func TestEveryMethodLocksTheSameLock(t *testing.T) {
	testNeedRace(t)
	all := testMethods()
	for i := range all {
		if all[i].name == "Remove" {
			all[0], all[i] = all[i], all[0]
		}
	}
	for _, first := range all {
		for _, second := range all {
			testInPairs(t, first, second)
			testInPairs(t, second, first)
		}
	}
}
