// right
// No lock and no WaitGroup: a cursor, an adder, bits, counters and a compare-and-swap minimum, all atomic.

package main

import (
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// each calls do for the indices 0 to n-1 from the workers, and returns when the
// last worker has ended. A worker ends when do says that no later index matters.
func each(n, workers int, do func(i int) (goOn bool)) {
	var cursor, left atomic.Int64
	left.Store(int64(workers))
	ended := make(chan struct{})
	for range workers {
		go func() {
			for {
				i := int(cursor.Add(1)) - 1
				if i >= n || !do(i) {
					break
				}
			}
			if left.Add(-1) == 0 {
				close(ended)
			}
		}()
	}
	<-ended
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	each(len(visits), workers, func(i int) bool {
		total.Add(int64(cost(visits[i])))
		return true
	})
	return int(total.Load())
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counters sync.Map // page -> *atomic.Int64
	each(len(visits), workers, func(i int) bool {
		page := normalize(visits[i].Page)
		counter, found := counters.Load(page)
		if !found {
			counter, _ = counters.LoadOrStore(page, new(atomic.Int64))
		}
		counter.(*atomic.Int64).Add(1)
		return true
	})
	counts := map[string]int{}
	counters.Range(func(page, counter any) bool {
		counts[page.(string)] = int(counter.(*atomic.Int64).Load())
		return true
	})
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	words := make([]atomic.Uint64, (len(visits)+63)/64)
	each(len(visits), workers, func(i int) bool {
		if isSlow(visits[i]) {
			words[i/64].Or(1 << (i % 64))
		}
		return true
	})
	var found []Visit
	for i, v := range visits {
		if words[i/64].Load()>>(i%64)&1 == 1 {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	visits := make([]Visit, len(lines))
	var first atomic.Pointer[failure]
	each(len(lines), workers, func(i int) bool {
		if f := first.Load(); f != nil && f.line < i {
			return false // the lines are taken in order, so all that matter are taken
		}
		v, err := parse(lines[i])
		visits[i] = v
		if err != nil {
			mine := &failure{i, err}
			for {
				f := first.Load()
				if f != nil && f.line < i || first.CompareAndSwap(f, mine) {
					break
				}
			}
		}
		return true
	})
	if f := first.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
}
