// right
// No lock and no place per worker: workers draw items from one atomic cursor, and every result is a shared atomic (sum, sync.Map of counters, bit set, CAS on the earliest failure, which also ends the parsing of later lines).

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

// crew runs body in workers goroutines; each call of draw gives the next of n items.
func crew(n, workers int, body func(draw func() (int, bool))) {
	var cursor atomic.Int64
	draw := func() (int, bool) {
		i := int(cursor.Add(1)) - 1
		return i, i < n
	}
	var wg sync.WaitGroup
	wg.Add(workers)
	for range workers {
		go func() {
			defer wg.Done()
			body(draw)
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	crew(len(visits), workers, func(draw func() (int, bool)) {
		for i, ok := draw(); ok; i, ok = draw() {
			c := cost(visits[i])
			total.Add(int64(c))
		}
	})
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counters sync.Map // string to *atomic.Int64
	crew(len(visits), workers, func(draw func() (int, bool)) {
		for i, ok := draw(); ok; i, ok = draw() {
			counter, _ := counters.LoadOrStore(normalize(visits[i].Page), new(atomic.Int64))
			counter.(*atomic.Int64).Add(1)
		}
	})
	counts := map[string]int{}
	counters.Range(func(page, counter any) bool {
		counts[page.(string)] = int(counter.(*atomic.Int64).Load())
		return true
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	marks := make([]atomic.Uint64, (len(visits)+63)/64)
	crew(len(visits), workers, func(draw func() (int, bool)) {
		for i, ok := draw(); ok; i, ok = draw() {
			if isSlow(visits[i]) {
				marks[i/64].Or(1 << (i % 64))
			}
		}
	})
	var found []Visit
	for i, v := range visits {
		if marks[i/64].Load()>>(i%64)&1 == 1 {
			found = append(found, v)
		}
	}
	return found
}

type failure struct {
	line int
	err  error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var first atomic.Pointer[failure]
	crew(len(lines), workers, func(draw func() (int, bool)) {
		for i, ok := draw(); ok; i, ok = draw() {
			if f := first.Load(); f != nil && f.line < i {
				return // this line and all that are still to be drawn come later
			}
			v, err := parse(lines[i])
			if err == nil {
				visits[i] = v
				continue
			}
			mine := &failure{i, err}
			for {
				old := first.Load()
				if old != nil && old.line < i || first.CompareAndSwap(old, mine) {
					break
				}
			}
		}
	})
	if f := first.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
}
