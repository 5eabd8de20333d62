// wrong: captured-error
// A worker looks whether another one has failed after it has taken its line, and drops the line, which may be an earlier one that fails too.

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

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				picked[i] = isSlow(visits[i])
			}
		}()
	}
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
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(lines) || failed.Load() { // bug
					return
				}
				visits[i], errs[i] = parse(lines[i])
				if errs[i] != nil {
					failed.Store(true)
				}
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
