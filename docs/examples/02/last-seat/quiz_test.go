//go:build quiz

package main

import "testing"

func TestOneSeatLeft(t *testing.T) { refuse(t, 1) }

func TestNoSeatLeft(t *testing.T) { refuse(t, 0) }

func TestSoldTwice(t *testing.T) { refuse(t, -1) }

// refuse fails when as many seats are left as an answer says.
func refuse(t *testing.T, answer int) {
	if got := sellTwice(); got == answer {
		t.Errorf("seats left: %d", got)
	}
}
