// Package synctest stands in for testing/synctest. A schedule runs in a bubble already.
package synctest

import (
	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// Test stands in for synctest.Test.
func Test(t *explore.T, f func(t *explore.T)) { f(t) }

// Wait stands in for synctest.Wait. It waits until no other goroutine can move.
func Wait() {
	if g := rt.Enter(); g != nil {
		g.Settle()
	}
}
