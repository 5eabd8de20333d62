// wrong: captured-error
// explain: panic
// atomic.Value panics when an error of another concrete type replaces the one in it, which happens when a later line fails before an earlier one with a different type of error: "returns nil and the error of the earliest such line".
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

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make(chan int, workers)
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sum := 0
			for i := w; i < len(visits); i += workers {
				sum += cost(visits[i])
			}
			sums <- sum
		}()
	}
	wg.Wait()
	close(sums)
	total := 0
	for sum := range sums {
		total += sum
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				names[i] = normalize(visits[i].Page)
			}
		}()
	}
	wg.Wait()
	counts := map[string]int{}
	for _, name := range names {
		counts[name]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
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
	var mu sync.Mutex
	firstAt := len(lines)
	var first atomic.Value
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				v, err := parse(lines[i])
				if err == nil {
					visits[i] = v
					continue
				}
				mu.Lock()
				if i < firstAt {
					firstAt = i
					first.Store(err) // bug
				}
				mu.Unlock()
				return
			}
		}()
	}
	wg.Wait()
	if err, ok := first.Load().(error); ok {
		return nil, err
	}
	return visits, nil
}
