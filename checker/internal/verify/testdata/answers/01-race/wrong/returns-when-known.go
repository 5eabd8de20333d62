// wrong: captured-error
// ParseAll returns as soon as the earliest error is certain, while workers are still inside parse with later lines.
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
	done := make([]chan struct{}, len(lines))
	for i := range done {
		done[i] = make(chan struct{})
	}
	for w := range workers {
		go func() {
			for i := w; i < len(lines); i += workers {
				visits[i], errs[i] = parse(lines[i])
				close(done[i])
			}
		}()
	}
	for i := range lines { // in the order of the lines: the first error is the earliest
		<-done[i]
		if errs[i] != nil {
			return nil, errs[i]
		}
	}
	return visits, nil
}
