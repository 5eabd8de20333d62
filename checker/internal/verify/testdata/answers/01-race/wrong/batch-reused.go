// wrong: slice-race
// explain: data-race
// A worker sends its slow visits in batches of 32 and fills the same array again while the collector still holds it: visits are overwritten, "nothing lost, no data race" (up to 32 slow ones a worker are right).
package main

import (
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				parts[w] += cost(visits[i])
			}
		}()
	}
	wg.Wait()
	total := 0
	for _, part := range parts {
		total += part
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mine := make(map[string]int)
			for i := w; i < len(visits); i += workers {
				mine[normalize(visits[i].Page)]++
			}
			mu.Lock()
			defer mu.Unlock()
			for page, n := range mine {
				counts[page] += n
			}
		}()
	}
	wg.Wait()
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	type batch struct {
		worker int
		visits []Visit
	}
	batches := make(chan batch, 4*workers)
	size := (len(visits) + workers - 1) / workers
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mine := make([]Visit, 0, 32)
			for i := w * size; i < min((w+1)*size, len(visits)); i++ {
				if !isSlow(visits[i]) {
					continue
				}
				if len(mine) == cap(mine) {
					batches <- batch{w, mine}
					mine = mine[:0]
				}
				mine = append(mine, visits[i])
			}
			batches <- batch{w, mine}
		}()
	}
	go func() {
		wg.Wait()
		close(batches)
	}()
	parts := make([][]Visit, workers)
	for b := range batches {
		parts[b.worker] = append(parts[b.worker], b.visits...) // bug
	}
	return slices.Concat(parts...)
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	var wg sync.WaitGroup
	for w := range workers {
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
