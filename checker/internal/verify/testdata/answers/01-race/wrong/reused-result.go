// wrong: map-race
// To spare garbage the result is one package-level map that each call clears: the counts that an earlier call has returned are no longer "exact" after the next call.
package main

import (
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

var (
	pagesMu sync.Mutex
	pages   = make(map[string]int, 1024)
)

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
	parts := make(chan map[string]int, workers)
	for w := range workers {
		go func() {
			mine := make(map[string]int)
			for i := w; i < len(visits); i += workers {
				mine[normalize(visits[i].Page)]++
			}
			parts <- mine
		}()
	}
	all := make([]map[string]int, 0, workers)
	for range workers {
		all = append(all, <-parts)
	}
	pagesMu.Lock()
	defer pagesMu.Unlock()
	clear(pages)
	for _, part := range all {
		for page, n := range part {
			pages[page] += n
		}
	}
	return pages
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := range workers {
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
