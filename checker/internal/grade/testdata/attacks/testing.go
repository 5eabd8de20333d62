// tries: call the tests' own package
// state: refused
// points: 0
// says: testing
// rest: start

package main

import (
	"sync"
	"testing"
)

func init() { testing.Benchmark(nil) }
