// tries: instantiate without end
// state: does-not-build
// points: 0
// says: instantiation cycle
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

type pair[T any] struct{ a, b T }

func grow[T any](n int, v T) {
	if n > 0 {
		grow[pair[T]](n-1, pair[T]{v, v})
	}
}

func init() { grow(40, 1) }
