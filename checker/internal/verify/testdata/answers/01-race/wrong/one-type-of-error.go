// wrong: captured-error
// Each worker keeps errors in an atomic.Value of its own, which panics where two of them have different types: the error of the earliest line is never returned.
// explain: panic
package main

import (
	"sync"
	"sync/atomic"
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
	out, first := make([]Visit, len(lines)), make([]atomic.Value, workers)
	at := make([]int, workers)
	spread(len(lines), workers, func(w, i int) {
		v, err := parse(lines[i])
		if err != nil && !first[w].CompareAndSwap(nil, err) { // bug
			return
		}
		if err != nil {
			at[w] = i
		}
		out[i] = v
	})
	best := -1
	for w := range first {
		if first[w].Load() != nil && (best < 0 || at[w] < at[best]) {
			best = w
		}
	}
	if best >= 0 {
		return nil, first[best].Load().(error)
	}
	return out, nil
}
