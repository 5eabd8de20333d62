// right
// Slow visits are pushed on a list by compare-and-swap in a loop; the earliest error the same way.
package main

import (
	"slices"
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
	var all atomic.Pointer[map[string]int]
	all.Store(&map[string]int{})
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			own := map[string]int{}
			for i := w; i < len(visits); i += workers {
				own[normalize(visits[i].Page)]++
			}
			for {
				old := all.Load()
				merged := make(map[string]int, len(own))
				for page, n := range *old {
					merged[page] = n
				}
				for page, n := range own {
					merged[page] += n
				}
				if all.CompareAndSwap(old, &merged) {
					return
				}
			}
		}()
	}
	wg.Wait()
	return *all.Load()
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	type node struct {
		index int
		next  *node
	}
	var head atomic.Pointer[node]
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				if isSlow(visits[i]) {
					n := &node{index: i}
					for n.next = head.Load(); !head.CompareAndSwap(n.next, n); n.next = head.Load() {
					}
				}
			}
		}()
	}
	wg.Wait()
	var places []int
	for n := head.Load(); n != nil; n = n.next {
		places = append(places, n.index)
	}
	slices.Sort(places)
	var found []Visit
	for _, i := range places {
		found = append(found, visits[i])
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines)) // each line has a place of its own
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
