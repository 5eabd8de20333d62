// tries: be larger than any answer
// state: refused
// points: 0
// says: 256 KiB
// rest: right

package main

import "sync"

// <<300000 times x>>
