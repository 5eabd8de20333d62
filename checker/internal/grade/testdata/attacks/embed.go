// tries: read a test while building
// state: refused
// points: 0
// says: go:embed
// rest: start

package main

import "sync"

//go:embed sum_test.go
var tests string
