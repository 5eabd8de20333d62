//go:build quiz

package main

import "testing"

func TestXFirst(t *testing.T) { refuse(t, "Xab") }

func TestXBetween(t *testing.T) { refuse(t, "aXb") }

func TestBBeforeA(t *testing.T) { refuse(t, "baX", "bXa", "Xba") }

// refuse fails if the letters come in one of these orders.
func refuse(t *testing.T, orders ...string) {
	got := receiveThree()
	for _, order := range orders {
		if got == order {
			t.Fatalf("received %s", got)
		}
	}
}
