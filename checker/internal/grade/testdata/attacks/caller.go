// tries: see whether a test is running
// state: refused
// points: 0
// says: runtime.Caller
// rest: start

package main

import (
	"runtime"
	"sync"
)

func init() { runtime.Caller(3) }
