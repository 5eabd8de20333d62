// right
// Workers share nothing: each sends what it found through a channel, and the caller puts it together.
package main

import (
	"sort"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make(chan int)
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
	for w := 0; w < workers; w++ {
		total += <-parts
	}
	return total
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	parts := make(chan map[string]int)
	for w := 0; w < workers; w++ {
		go func() {
			part := map[string]int{}
			for i := w; i < len(visits); i += workers {
				part[normalize(visits[i].Page)]++
			}
			parts <- part
		}()
	}
	counts := map[string]int{}
	for w := 0; w < workers; w++ {
		for page, n := range <-parts {
			counts[page] += n
		}
	}
	return counts
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	found := make(chan int)
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				if isSlow(visits[i]) {
					found <- i
				}
			}
		}()
	}
	go func() {
		wg.Wait()
		close(found)
	}()
	var places []int
	for i := range found {
		places = append(places, i)
	}
	sort.Ints(places)
	var slow []Visit
	for _, i := range places {
		slow = append(slow, visits[i])
	}
	return slow
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type result struct {
		i     int
		visit Visit
		err   error
	}
	results := make(chan result, len(lines))
	for w := 0; w < workers; w++ {
		go func() {
			for i := w; i < len(lines); i += workers {
				visit, err := parse(lines[i])
				results <- result{i, visit, err}
			}
		}()
	}
	visits := make([]Visit, len(lines))
	earliest := result{i: len(lines)}
	for range lines {
		r := <-results
		visits[r.i] = r.visit
		if r.err != nil && r.i < earliest.i {
			earliest = r
		}
	}
	if earliest.err != nil {
		return nil, earliest.err
	}
	return visits, nil
}
