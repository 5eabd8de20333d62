// tries: be no UTF-8
// state: refused
// points: 0
// says: UTF-8
// rest: right

package main

import "sync"

// café
