// right
// No lock and no channel but the last one: an atomic sum, a sync.Map of atomic counters, an atomic bit set, and the lowest failing line kept by compare and swap (lines behind it are skipped).
package main

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// each calls do for every index; the last worker to leave closes the door.
func each(n, workers int, do func(i int)) {
	var left, cursor atomic.Int64
	left.Store(int64(workers))
	door := make(chan struct{})
	for range workers {
		go func() {
			defer func() {
				if left.Add(-1) == 0 {
					close(door)
				}
			}()
			for i := cursor.Add(1) - 1; i < int64(n); i = cursor.Add(1) - 1 {
				do(int(i))
			}
		}()
	}
	<-door
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	each(len(visits), workers, func(i int) { total.Add(int64(cost(visits[i]))) })
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var shared sync.Map
	each(len(visits), workers, func(i int) {
		n, _ := shared.LoadOrStore(normalize(visits[i].Page), new(atomic.Int64))
		n.(*atomic.Int64).Add(1)
	})
	counts := map[string]int{}
	for page, n := range shared.Range {
		counts[page.(string)] = int(n.(*atomic.Int64).Load())
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	set := make([]atomic.Uint64, (len(visits)+63)/64)
	each(len(visits), workers, func(i int) {
		if isSlow(visits[i]) {
			set[i>>6].Or(1 << (i & 63))
		}
	})
	for w := range set {
		for word := set[w].Load(); word != 0; word &= word - 1 {
			found = append(found, visits[w<<6+bits.TrailingZeros64(word)])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	var first atomic.Pointer[failure]
	visits := make([]Visit, len(lines))
	each(len(lines), workers, func(i int) {
		if f := first.Load(); f != nil && f.line < i {
			return // an earlier line has failed already
		}
		v, err := parse(lines[i])
		visits[i] = v
		if err == nil {
			return
		}
		mine := &failure{i, err}
		for {
			f := first.Load()
			if f != nil && f.line < i || first.CompareAndSwap(f, mine) {
				return
			}
		}
	})
	if f := first.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
}
