// tries: the same in a raw string with lines of its own
// state: does-not-build
// points: 0
// says: invalid operation
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

var x int = `
no space left on device
` + 1
