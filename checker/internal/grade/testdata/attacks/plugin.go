// tries: load code
// state: refused
// points: 0
// says: plugin
// rest: start

package main

import (
	"plugin"
	"sync"
)

func init() { plugin.Open("x.so") }
