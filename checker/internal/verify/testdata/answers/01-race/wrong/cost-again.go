// wrong: lost-update
// Where another worker was faster, the compare-and-swap loop calls cost again for the same visit: the function is called once for each item.
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
	var total atomic.Int64
	spread(len(visits), workers, func(_, i int) {
		for {
			old := total.Load()
			if total.CompareAndSwap(old, old+int64(cost(visits[i]))) {
				return
			}
		}
	})
	return int(total.Load())
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
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
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
