//go:build quiz

package main

import "testing"

func TestStartedSecondSendsFirst(t *testing.T) { refuse(t, "b a m end") }

func TestMainSendsFirst(t *testing.T) { refuse(t, "m a b end") }

func TestMainSendsAfterBoth(t *testing.T) { refuse(t, "a b m end") }

func TestEndBeforeB(t *testing.T) { refuse(t, "a m end b") }

// refuse fails when the words come in the order that an answer names.
func refuse(t *testing.T, answer string) {
	if got := order(); got == answer {
		t.Errorf("the order is %s", got)
	}
}
