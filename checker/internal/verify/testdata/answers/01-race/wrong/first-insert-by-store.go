// wrong: map-race
// "counts are exact": all additions are by CAS or Add, but two workers that both meet a new page each store a counter of their own, and one visit is lost.
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

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers) // each worker has a place of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				sums[w] += cost(visits[i])
			}
		}()
	}
	wg.Wait()

	total := 0
	for _, sum := range sums {
		total += sum
	}
	return total
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var shared sync.Map // page → *atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				if n, ok := shared.Load(page); ok {
					n.(*atomic.Int64).Add(1)
					continue
				}
				n := new(atomic.Int64)
				n.Store(1)
				shared.Store(page, n) // bug
			}
		}()
	}
	wg.Wait()
	counts := map[string]int{}
	shared.Range(func(page, n any) bool {
		counts[page.(string)] = int(n.(*atomic.Int64).Load())
		return true
	})
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits)) // each visit has a place of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				slow[i] = isSlow(visits[i])
			}
		}()
	}
	wg.Wait()

	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines)) // each line has a place of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], errs[i] = parse(lines[i])
			}
		}()
	}
	wg.Wait()

	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
