// wrong: slice-race
// explain: data-race unguarded-variable
// Picks are bits in words of 64, each worker has a chunk of neighbours: where a chunk does not end at a multiple of 64, two workers write one word without a lock ("nothing lost, no data race").
package main

import (
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
	bits := make([]uint64, len(visits)/64+1)
	size := (len(visits) + workers - 1) / workers
	var wg sync.WaitGroup
	for lo := 0; lo < len(visits); lo += size {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := lo; i < min(lo+size, len(visits)); i++ {
				if isSlow(visits[i]) {
					bits[i/64] |= 1 << (i % 64) // bug
				}
			}
		}()
	}
	wg.Wait()
	var found []Visit
	for i, v := range visits {
		if bits[i/64]&(1<<(i%64)) != 0 {
			found = append(found, v)
		}
	}
	return found
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
