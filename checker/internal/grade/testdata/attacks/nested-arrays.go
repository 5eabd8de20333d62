// tries: take four gigabytes with two small lengths
// state: does-not-build
// points: 0
// says: does not compile
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

var big [65536][65536]byte

func init2() { big[1][1] = 1 }
