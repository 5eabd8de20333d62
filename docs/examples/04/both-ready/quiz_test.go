//go:build quiz

package main

import "testing"

func TestNumber(t *testing.T) {
	if number, err := draw(); number == 7 && err == nil {
		t.Fatal("the number, and no error")
	}
}

func TestError(t *testing.T) {
	if number, err := draw(); number == 0 && err != nil {
		t.Fatalf("no number, and the error: %v", err)
	}
}

func TestNumberAndError(t *testing.T) {
	if number, err := draw(); number == 7 && err != nil {
		t.Fatalf("the number, and the error: %v", err)
	}
}
