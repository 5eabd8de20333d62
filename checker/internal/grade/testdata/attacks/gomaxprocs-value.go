// tries: choose the number of processors without a plain call
// state: refused
// points: 0
// says: GOMAXPROCS
// rest: right

package main

import (
	"runtime"
	"sync"
)

func init() { f := runtime.GOMAXPROCS; f(1); (runtime.GOMAXPROCS)(1) }
