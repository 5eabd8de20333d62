// tries: set the limits of memory and garbage
// state: refused
// points: 0
// says: runtime/debug
// rest: start

package main

import (
	"runtime/debug"
	"sync"
)

func init() { debug.SetMaxStack(1 << 40) }
