// tries: start its own program again
// state: graded
// points: 0
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

func init() { println("again", runUntilReport(nil)) }
