// tries: read the environment of the checker
// state: refused
// points: 0
// says: os.ReadFile
// rest: start

package main

import (
	"os"
	"sync"
)

func init() { b, _ := os.ReadFile("/proc/1/environ"); println(string(b)) }
