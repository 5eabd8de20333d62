// wrong: slice-race
// The place in the log is remembered in 16 bits, so a log of more than 65,536 lines loses its order.
package main

import (
	"slices"
	"sync"
)

// Visit is one line of an access log.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	spread(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, p := range parts {
		total += p
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { names[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, n := range names {
		counts[n]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	type placed struct {
		at uint16
		v  Visit
	}
	var mu sync.Mutex
	var found []placed
	spread(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			mu.Lock()
			found = append(found, placed{uint16(i), visits[i]})
			mu.Unlock()
		}
	})
	slices.SortFunc(found, func(a, b placed) int { return int(a.at) - int(b.at) })
	var slow []Visit
	for _, p := range found {
		slow = append(slow, p.v)
	}
	return slow
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}

func spread(n, workers int, do func(w, i int)) {
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				do(w, i)
			}
		}()
	}
	wg.Wait()
}
