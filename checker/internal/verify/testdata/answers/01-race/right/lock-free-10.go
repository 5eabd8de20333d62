// right
// No lock anywhere: a cursor hands out items, the sum grows by compare-and-swap, pages count in a sync.Map by CompareAndSwap, slow ones in an atomic bit set, the earliest error by a CAS that only goes down.
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

func crew(n, workers int, work func(i int)) {
	var cursor atomic.Int64
	var wg sync.WaitGroup
	wg.Add(workers)
	for range workers {
		go func() {
			defer wg.Done()
			for i := int(cursor.Add(1)) - 1; i < n; i = int(cursor.Add(1)) - 1 {
				work(i)
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	crew(len(visits), workers, func(i int) {
		c := int64(cost(visits[i]))
		for {
			old := total.Load()
			if total.CompareAndSwap(old, old+c) {
				return
			}
		}
	})
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var shared sync.Map
	crew(len(visits), workers, func(i int) {
		page := normalize(visits[i].Page)
		for {
			old, found := shared.LoadOrStore(page, 1)
			if !found || shared.CompareAndSwap(page, old, old.(int)+1) {
				return
			}
		}
	})
	counts := make(map[string]int)
	for page, n := range shared.Range {
		counts[page.(string)] = n.(int)
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	bits := make([]atomic.Uint64, (len(visits)+63)/64)
	crew(len(visits), workers, func(i int) {
		if isSlow(visits[i]) {
			bits[i/64].Or(1 << (i % 64))
		}
	})
	var slow []Visit
	for i, v := range visits {
		if bits[i/64].Load()>>(i%64)&1 == 1 {
			slow = append(slow, v)
		}
	}
	return slow
}

type failure struct {
	line int
	err  error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var first atomic.Pointer[failure]
	crew(len(lines), workers, func(i int) {
		if f := first.Load(); f != nil && f.line < i {
			return // an earlier line has failed already
		}
		v, err := parse(lines[i])
		if err == nil {
			visits[i] = v
			return
		}
		mine := &failure{i, err}
		for old := first.Load(); old == nil || i < old.line; old = first.Load() {
			if first.CompareAndSwap(old, mine) {
				return
			}
		}
	})
	if f := first.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
}
