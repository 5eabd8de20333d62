// tries: double a constant until memory is full
// state: does-not-build
// points: 0
// says: overflow
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

const (
	c0 = 1 << 500
	c1 = c0 * c0 % (c0 - 1)
	c2 = c0 << 10000 >> 10000
	c3 = "0123456789012345678901234567890123456789012345678901234567890123456789"
	c4 = c3 + c3 + c3 + c3 + c3 + c3 + c3 + c3 + c3 + c3
	c5 = c4 + c4 + c4 + c4 + c4 + c4 + c4 + c4 + c4 + c4
	c6 = c5 + c5 + c5 + c5 + c5 + c5 + c5 + c5 + c5 + c5
	c7 = c6 + c6 + c6 + c6 + c6 + c6 + c6 + c6 + c6 + c6
	c8 = c7 + c7 + c7 + c7 + c7 + c7 + c7 + c7 + c7 + c7
	c9 = c8 + c8 + c8 + c8 + c8 + c8 + c8 + c8 + c8 + c8
)

var text = c9
