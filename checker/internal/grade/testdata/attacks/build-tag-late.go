// tries: leave the file out of the race run
// state: refused
// points: 0
// says: go:build
// rest: start

package main

//go:build !race

import "sync"

