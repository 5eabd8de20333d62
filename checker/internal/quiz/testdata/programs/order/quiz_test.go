//go:build quiz

package main

import "testing"

func TestPrintsAB(t *testing.T) {
	if order() == "AB" {
		t.Error("the letters arrive as AB")
	}
}

func TestPrintsBA(t *testing.T) {
	if order() == "BA" {
		t.Error("the letters arrive as BA")
	}
}

func TestPrintsAA(t *testing.T) {
	if order() == "AA" {
		t.Error("the letters arrive as AA")
	}
}

func TestSkips(t *testing.T) {
	t.Skip("nothing is tried")
}
