// tries: call the program's main, which may exit
// state: graded
// points: 0
// says: exit
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

func init() { main() }
