// right
// An atomic cursor hands out the items; sums, bits and the earliest error are kept with atomics, each in a proper loop.
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

func spread(n, workers int, work func(w, i int)) {
	var cursor atomic.Int64
	var wg sync.WaitGroup
	for w := range min(n, workers) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := int(cursor.Add(1)) - 1; i < n; i = int(cursor.Add(1)) - 1 {
				work(w, i)
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	spread(len(visits), workers, func(_, i int) { total.Add(int64(cost(visits[i]))) })
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	parts := make([]map[string]int, workers)
	spread(len(visits), workers, func(w, i int) {
		if parts[w] == nil {
			parts[w] = make(map[string]int)
		}
		parts[w][normalize(visits[i].Page)]++
	})
	counts := make(map[string]int)
	for _, part := range parts {
		for page, n := range part {
			counts[page] += n
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	bits := make([]atomic.Uint64, len(visits)/64+1)
	spread(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			bits[i/64].Or(1 << (i % 64))
		}
	})
	var found []Visit
	for i, v := range visits {
		if bits[i/64].Load()>>(i%64)&1 == 1 {
			found = append(found, v)
		}
	}
	return found
}

type failedLine struct {
	line int
	err  error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var earliest atomic.Pointer[failedLine]
	spread(len(lines), workers, func(_, i int) {
		if f := earliest.Load(); f != nil && f.line < i {
			return // it can only be later
		}
		v, err := parse(lines[i])
		if err == nil {
			visits[i] = v
			return
		}
		mine := &failedLine{i, err}
		for f := earliest.Load(); f == nil || i < f.line; f = earliest.Load() {
			if earliest.CompareAndSwap(f, mine) {
				return
			}
		}
	})
	if f := earliest.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
}
