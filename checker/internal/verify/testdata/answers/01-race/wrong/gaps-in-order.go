// wrong: slice-race
// Findings that arrive too late are put back in their place by Millis instead of by line: the log order breaks when workers overtake each other.
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
	finds := make(chan int, workers)
	go func() {
		defer close(finds)
		spread(len(visits), workers, func(_, i int) {
			if isSlow(visits[i]) {
				finds <- i
			}
		})
	}()
	var found []Visit
	var early []int // found before one that stands further up in the log
	last := -1
	for i := range finds {
		if i < last {
			early = append(early, i)
			continue
		}
		last = i
		found = append(found, visits[i])
	}
	return putBack(visits, found, early)
}

// putBack gives those that came late their place: before the first longer visit.
func putBack(visits, found []Visit, late []int) []Visit {
	for _, i := range late {
		at := 0
		for at < len(found) && found[at].Millis < visits[i].Millis {
			at++
		}
		found = append(found[:at], append([]Visit{visits[i]}, found[at:]...)...)
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
