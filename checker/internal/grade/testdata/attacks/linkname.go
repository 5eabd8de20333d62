// tries: reach a function of another package
// state: refused
// points: 0
// says: go:linkname
// rest: start

package main

import "sync"

//go:linkname exit os.Exit
func exit(int)
