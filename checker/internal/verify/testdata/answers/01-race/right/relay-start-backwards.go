// right
// Each worker starts the next one before it works itself (Add from inside a goroutine, but before its own Done), everybody goes through its share from the last item to the first, and count maps are kept for later calls in a package-level sync.Pool.

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

var maps = sync.Pool{New: func() any { return map[string]int{} }} // holds empty maps only

func relay(n, workers int, work func(w, lo, hi int)) {
	var wg sync.WaitGroup
	var start func(w int)
	start = func(w int) {
		if w == workers {
			return
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			start(w + 1)
			work(w, w*n/workers, (w+1)*n/workers)
		}()
	}
	start(0)
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers)
	relay(len(visits), workers, func(w, lo, hi int) {
		for i := hi - 1; i >= lo; i-- {
			sums[w] -= cost(visits[i])
		}
	})
	total := 0
	for _, sum := range sums {
		total -= sum
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := make([]map[string]int, workers)
	relay(len(visits), workers, func(w, lo, hi int) {
		own[w] = maps.Get().(map[string]int)
		for i := hi - 1; i >= lo; i-- {
			own[w][normalize(visits[i].Page)]++
		}
	})
	counts := map[string]int{} // the caller's, never pooled
	for _, m := range own {
		for page, n := range m {
			counts[page] += n
		}
		clear(m)
		maps.Put(m)
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	own := make([][]Visit, workers)
	relay(len(visits), workers, func(w, lo, hi int) {
		for i := hi - 1; i >= lo; i-- {
			if isSlow(visits[i]) {
				own[w] = append(own[w], visits[i])
			}
		}
		slices.Reverse(own[w])
	})
	return slices.Concat(own...)
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, workers)
	relay(len(lines), workers, func(w, lo, hi int) {
		for i := hi - 1; i >= lo; i-- {
			v, err := parse(lines[i])
			if err != nil {
				errs[w] = err // going backwards, the last one met is the earliest
			}
			visits[i] = v
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
