// right
// Scratch space of the package, made by init and lent to one call at a time; what is returned is a copy.
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

var (
	free     chan *scratch
	totals   map[string]int
	totalsMu sync.Mutex
)

type scratch struct {
	marks []bool
	errs  []error
}

func init() {
	free = make(chan *scratch, 1)
	free <- new(scratch)
	totals = map[string]int{}
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

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	totalsMu.Lock()
	defer totalsMu.Unlock()
	pages := make([]string, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				pages[i] = normalize(visits[i].Page)
			}
		}()
	}
	wg.Wait()
	clear(totals)
	for _, page := range pages {
		totals[page]++
	}
	counts := make(map[string]int, len(totals))
	for page, n := range totals {
		counts[page] = n
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	s := <-free
	defer func() { free <- s }()
	s.marks = slices.Grow(s.marks[:0], len(visits))[:len(visits)]
	marks := s.marks
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				marks[i] = isSlow(visits[i])
			}
		}()
	}
	wg.Wait()
	found := []Visit{}
	for i, slow := range marks {
		if slow {
			found = append(found, visits[i])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	s := <-free
	defer func() { free <- s }()
	s.errs = slices.Grow(s.errs[:0], len(lines))[:len(lines)]
	errs, visits := s.errs, make([]Visit, len(lines))
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
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, errs[i]
	}
	return visits, nil
}
