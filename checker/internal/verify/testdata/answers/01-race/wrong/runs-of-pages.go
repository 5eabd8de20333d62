// wrong: map-race
// Runs of one page are counted before they are put into the map, and the empty page is taken for "no run yet": its visits are lost.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// spread runs work(i) for i in [0, n) on the workers, worker w taking every workers-th.
func spread(n, workers int, work func(w, i int)) {
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				work(w, i)
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
	flush := func(page string, n int) {
		if page == "" { // nothing counted yet
			return
		}
		mu.Lock()
		defer mu.Unlock()
		counts[page] += n
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			page, n := "", 0
			for i := w; i < len(visits); i += workers {
				next := normalize(visits[i].Page)
				if next != page {
					flush(page, n)
					page, n = next, 0
				}
				n++
			}
			flush(page, n)
		}()
	}
	wg.Wait()
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
