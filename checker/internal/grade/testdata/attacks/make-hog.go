// tries: take four gigabytes in the processes of others, with two small numbers
// state: graded limit does-not-build
// points: 0
// says: s
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

var hog = make([][65536]byte, 65536)
