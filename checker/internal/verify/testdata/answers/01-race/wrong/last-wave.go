// wrong: wait
// The workers start in waves of 32, each with its own WaitGroup, and only the last wave is waited for: Sum returns before the last cost call has.
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
	var wave *sync.WaitGroup
	for w := 0; w < workers; w++ {
		if w%32 == 0 {
			wave = new(sync.WaitGroup)
		}
		wg := wave
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				total.Add(int64(cost(visits[i])))
			}
		}()
	}
	wave.Wait()
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
