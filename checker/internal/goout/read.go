// Package goout reads what a failed Go run printed and reports what went wrong, as data and without words: data races, deadlocks,
// leaks, panics, failed assertions, build errors, each with the user's own lines. Its input looks like
//
//	WARNING: DATA RACE
//	Write at 0x00c0000140a8 by goroutine 8:
//	  main.main.func1()
//	      /home/ann/count/main.go:14 +0x44
//
// plain or as `go test -json` wraps it. It starts nothing, opens nothing, and prints nothing.
package goout

import "io"

// Read finds what went wrong in the output of a test binary, go test (with -json too), go vet, go build or go run. What it
// does not know, it leaves out: no finding means that nothing in the output was recognised as a fault. The error is the reader's; the
// findings up to it are returned with it.
func Read(r io.Reader) ([]Finding, error) {
	d := newDemux()
	err := eachLine(r, d.line)
	return d.finish(), err
}
