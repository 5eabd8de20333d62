// tries: switch off the race detector
// state: refused
// points: 0
// says: RaceDisable
// rest: start

package main

import (
	"runtime"
	"sync"
)

func init() { runtime.RaceDisable() }
