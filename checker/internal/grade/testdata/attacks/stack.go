// tries: read the stacks of the tests
// state: refused
// points: 0
// says: runtime.Stack
// rest: start

package main

import (
	"runtime"
	"sync"
)

func init() { runtime.Stack(nil, true) }
