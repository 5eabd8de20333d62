// tries: loop where a test prints a value
// state: graded limit
// points: 0
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

func (v Visit) String() string { for { } }
func (v Visit) GoString() string { panic(v) }
