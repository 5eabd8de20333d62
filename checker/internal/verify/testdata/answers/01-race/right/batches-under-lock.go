// right
// A mutex-guarded cursor hands out small batches, never so large that a worker is left without one; only results are shared under the lock.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func spread(n, workers int, work func(w, i int)) {
	var mu sync.Mutex
	next, size := 0, max(1, n/workers/4)
	take := func() (lo, hi int) {
		mu.Lock()
		defer mu.Unlock()
		lo = next
		next = min(n, lo+size)
		return lo, next
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for lo, hi := take(); lo < hi; lo, hi = take() {
				for i := lo; i < hi; i++ {
					work(w, i)
				}
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	spread(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, part := range parts {
		total += part
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var mu sync.Mutex
	counts := make(map[string]int)
	spread(len(visits), workers, func(_, i int) {
		page := normalize(visits[i].Page)
		mu.Lock()
		defer mu.Unlock()
		counts[page]++
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { slow[i] = isSlow(visits[i]) })
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits, errs := make([]Visit, len(lines)), make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
