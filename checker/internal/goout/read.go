// Package goout parses the output of a failed Go run into findings: data races, deadlocks, leaks, panics, failed
// assertions and build errors, each with the user's own lines. Its input is plain output or the output of `go test
// -json`, such as
//
//	WARNING: DATA RACE
//	Write at 0x00c0000140a8 by goroutine 8:
//	  main.main.func1()
//	      /home/ann/count/main.go:14 +0x44
//
// The package reads no source files and writes no prose: package blame finds the mistake in the sources, and package msg
// has the words.
package goout

import "io"

// Read returns the findings in the output of a test binary, go test (with or without -json), go vet, go build or go run.
// Output that Read does not recognise is skipped, so an empty result means only that no failure was recognised. The
// error is the reader's; Read returns the findings before the error together with it.
func Read(r io.Reader) ([]Finding, error) {
	d := newDemux()
	err := eachLine(r, d.line)
	return d.finish(), err
}
