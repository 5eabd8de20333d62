// tries: be in the tests' external package
// state: refused
// points: 0
// says: package main
// rest: start

package main_test

import "sync"

