// wrong: slice-race
// explain: data-race slice-append
// Each worker appends into its stretch of one array, but the capacity reaches into the next stretch: where the log does not divide and a worker finds all of its run slow, it writes over its neighbour ("nothing lost … no data race").
package main

import (
	"slices"
	"sync"
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
	array := make([]Visit, len(visits))
	found := make([][]Visit, workers)
	per := len(visits) / workers
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			own := array[w*per : w*per] // bug
			for i := len(visits) * w / workers; i < len(visits)*(w+1)/workers; i++ {
				if isSlow(visits[i]) {
					own = append(own, visits[i]) // bug
				}
			}
			found[w] = own
		}()
	}
	wg.Wait()
	return slices.Concat(found...)
}

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
