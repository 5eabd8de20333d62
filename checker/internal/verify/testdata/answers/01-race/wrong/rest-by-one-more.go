// wrong: still-parallel
// What does not divide evenly is done by one more goroutine: with a remainder workers+1 calls are in flight, never more than workers may be.
package main

import (
	"sync"
)

type Visit struct {
	Page   string
	Millis int
}

func spread(n, workers int, do func(w, i int)) {
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				do(w, i)
			}
		}()
	}
	wg.Wait()
}
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	each := make([]int, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = cost(visits[i]) })
	total := 0
	for _, n := range each {
		total += n
	}
	return total
}
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	each := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, page := range each {
		counts[page]++
	}
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	each := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = isSlow(visits[i]) })
	var found []Visit
	for i, slow := range each {
		if slow {
			found = append(found, visits[i])
		}
	}
	return found
}
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out, errs := make([]Visit, len(lines)), make([]error, len(lines))
	share := len(lines) / workers
	var wg sync.WaitGroup
	run := func(lo, hi int) {
		defer wg.Done()
		for i := lo; i < hi; i++ {
			out[i], errs[i] = parse(lines[i])
		}
	}
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go run(w*share, (w+1)*share)
	}
	if workers*share < len(lines) {
		wg.Add(1)
		go run(workers*share, len(lines))
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
