// tries: change a type of the tests
// state: does-not-build
// points: 0
// says: struct literal
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

type Visit struct {
	Page, _ string
	Millis  int
	_       [1 << 20]byte
}
