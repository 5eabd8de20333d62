// right
// A context tells the workers of later lines to stop; nobody returns before they have.
package main

import (
	"context"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers) // each worker has a place of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				sums[w] += cost(visits[i])
			}
		}()
	}
	wg.Wait()

	total := 0
	for _, sum := range sums {
		total += sum
	}
	return total
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := make([]map[string]int, workers) // each worker has a map of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		own[w] = map[string]int{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				own[w][page]++
			}
		}()
	}
	wg.Wait()

	counts := map[string]int{}
	for _, m := range own {
		for page, n := range m {
			counts[page] += n
		}
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits)) // each visit has a place of its own
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
	type result struct {
		line  int
		visit Visit
		err   error
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	numbers, results := make(chan int), make(chan result)
	go func() {
		defer close(numbers)
		for i := range lines {
			select {
			case numbers <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range numbers {
				v, err := parse(lines[i])
				results <- result{i, v, err}
			}
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	visits, bad, first := make([]Visit, len(lines)), len(lines), error(nil)
	for r := range results {
		visits[r.line] = r.visit
		if r.err != nil && r.line < bad {
			bad, first = r.line, r.err
			cancel()
		}
	}
	if first != nil {
		return nil, first
	}
	return visits, nil
}
