// wrong: captured-error
// The earliest index is lowered by a check and a store in two atomic steps, so a later failing line can overwrite an earlier one.
package main

import (
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	spread(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, p := range parts {
		total += p
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { names[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, n := range names {
		counts[n]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { slow[i] = isSlow(visits[i]) })
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		at  int
		err error
	}
	visits := make([]Visit, len(lines))
	var first atomic.Pointer[failure]
	spread(len(lines), workers, func(_, i int) {
		f := first.Load()
		v, err := parse(lines[i])
		visits[i] = v
		if err != nil && (f == nil || i < f.at) {
			first.Store(&failure{i, err})
		}
	})
	if f := first.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
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
