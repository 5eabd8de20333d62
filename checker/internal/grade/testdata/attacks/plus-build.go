// tries: leave the file out of the race run by an old build line
// state: does-not-build
// points: 0
// says: undefined: Sum
// rest: start

//	+build !race

package main

import "sync"

