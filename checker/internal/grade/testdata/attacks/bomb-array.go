// tries: have a gigabyte of data in the binary
// state: does-not-build
// points: 0
// says: does not compile
// rest: right

package main

import "sync"

var data = [...]byte{1 << 30: 1}
