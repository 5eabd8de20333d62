// tries: give its lines the names of the tests
// state: refused
// points: 0
// says: //line
// rest: start

package main

import "sync"

//line sum_test.go:1
var _ = 1
