// tries: keep a function from the race detector
// state: refused
// points: 0
// says: norace
// rest: start

package main

import "sync"

//go:norace
func quiet() {}
