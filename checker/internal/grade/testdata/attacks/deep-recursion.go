// tries: recurse without end
// state: graded
// points: 3
// says: stack
// rest: right

package main

import "sync"

func deep(n int) int {
	var pad [1024]byte
	return deep(n+1) + int(pad[n%1024])
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int { return deep(0) }
