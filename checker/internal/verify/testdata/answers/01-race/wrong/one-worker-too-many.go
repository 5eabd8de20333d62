// wrong: still-parallel
// A worker gives half of its visits to a new one while fewer than workers are active, but two may see the last free place at once.

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
	parts := make(chan int, workers)
	for w := 0; w < workers; w++ {
		go func() {
			part := 0
			for i := w; i < len(visits); i += workers {
				part += cost(visits[i])
			}
			parts <- part
		}()
	}
	total := 0
	for range workers {
		total += <-parts
	}
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				mu.Lock()
				counts[page]++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log. It begins
// with one worker; who has more than one visit left shares them with a new one.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := make([]bool, len(visits))
	var active atomic.Int64
	var wg sync.WaitGroup
	var work func(from, to int)
	work = func(from, to int) {
		defer wg.Done()
		defer active.Add(-1)
		for ; from < to; from++ {
			for to-from > 1 && int(active.Load()) < workers { // bug
				active.Add(1)
				wg.Add(1)
				middle := (from + to) / 2
				go work(middle, to)
				to = middle
			}
			picked[from] = isSlow(visits[from])
		}
	}
	active.Add(1)
	wg.Add(1)
	go work(0, len(visits))
	wg.Wait()

	var found []Visit
	for i, v := range visits {
		if picked[i] {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
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
