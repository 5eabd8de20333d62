// wrong: wait
// The last worker signals without the lock, so its signal may fall between the caller's look at the counter and its Wait, and Sum never returns.

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

// Sum adds up cost(v) of all visits. The last worker wakes the caller.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total, left atomic.Int64
	left.Store(int64(workers))
	ended := sync.NewCond(new(sync.Mutex))
	for w := 0; w < workers; w++ {
		go func() {
			for i := w; i < len(visits); i += workers {
				total.Add(int64(cost(visits[i])))
			}
			if left.Add(-1) == 0 {
				ended.Broadcast() // bug
			}
		}()
	}

	for left.Load() > 0 {
		ended.L.Lock()
		ended.Wait()
		ended.L.Unlock()
	}
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
