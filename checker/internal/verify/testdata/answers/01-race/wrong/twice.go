// wrong: slice-race
// A first round of workers counts the slow visits, so that a second one can write them at their places: isSlow is called twice for each item ("calls the given function once for each item").
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
	size := (len(visits) + workers - 1) / workers
	starts := make([]int, workers+1)
	round := func(work func(w int, chunk []Visit)) {
		var wg sync.WaitGroup
		for w := range workers {
			wg.Add(1)
			go func() {
				defer wg.Done()
				work(w, visits[min(w*size, len(visits)):min((w+1)*size, len(visits))])
			}()
		}
		wg.Wait()
	}
	round(func(w int, chunk []Visit) {
		for _, v := range chunk {
			if isSlow(v) {
				starts[w+1]++
			}
		}
	})
	for w := range workers {
		starts[w+1] += starts[w]
	}
	found := make([]Visit, starts[workers])
	round(func(w int, chunk []Visit) {
		at := starts[w]
		for _, v := range chunk {
			if at < starts[w+1] && isSlow(v) {
				found[at] = v
				at++
			}
		}
	})
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
