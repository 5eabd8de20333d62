// wrong: wait
// explain: panic add-inside-goroutine
// explain: data-race
// Each worker starts the next one, but in a goroutine of its own, so the next one's Add may come after the last Done so far.

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

// Sum adds up cost(v) of all visits. Each worker starts the next one.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	var wg sync.WaitGroup
	var start func(w int)
	start = func(w int) {
		if w == workers {
			return
		}
		wg.Add(1) // bug
		go func() {
			defer wg.Done()
			go start(w + 1) // bug
			part := 0
			for i := w; i < len(visits); i += workers {
				part += cost(visits[i])
			}
			total.Add(int64(part))
		}()
	}
	start(0)
	wg.Wait()
	return int(total.Load())
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
