// right
// Contiguous chunks, rounded up; a bad line ends its chunk, and chunks behind it need not go on.
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

// inChunks calls do with the bounds of each worker's chunk.
func inChunks(n, workers int, do func(worker, from, to int)) {
	size := (n + workers - 1) / workers
	var wg sync.WaitGroup
	for w := range workers {
		from, to := min(w*size, n), min((w+1)*size, n)
		if from == to {
			break
		}
		wg.Go(func() { do(w, from, to) })
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers)
	inChunks(len(visits), workers, func(w, from, to int) {
		sum := 0
		for _, v := range visits[from:to] {
			sum += cost(v)
		}
		sums[w] = sum
	})
	total := 0
	for _, s := range sums {
		total += s
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	var mu sync.Mutex
	inChunks(len(visits), workers, func(_, from, to int) {
		own := map[string]int{}
		for _, v := range visits[from:to] {
			own[normalize(v.Page)]++
		}
		mu.Lock()
		defer mu.Unlock()
		for page, n := range own {
			counts[page] += n
		}
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	parts := make([][]Visit, workers)
	inChunks(len(visits), workers, func(w, from, to int) {
		for _, v := range visits[from:to] {
			if isSlow(v) {
				parts[w] = append(parts[w], v)
			}
		}
	})
	var found []Visit
	for _, part := range parts {
		found = append(found, part...)
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits, errs := make([]Visit, len(lines)), make([]error, workers)
	var bad atomic.Int64 // the lowest chunk with a bad line
	bad.Store(int64(workers))
	inChunks(len(lines), workers, func(w, from, to int) {
		for i := from; i < to && bad.Load() >= int64(w); i++ {
			v, err := parse(lines[i])
			if err != nil {
				errs[w] = err
				for old := bad.Load(); old > int64(w) && !bad.CompareAndSwap(old, int64(w)); old = bad.Load() {
				}
				return
			}
			visits[i] = v
		}
	})
	if w := bad.Load(); w < int64(workers) {
		return nil, errs[w]
	}
	return visits, nil
}
