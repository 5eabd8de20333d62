// right
// Every worker walks the whole log once as a ring from a starting point of its own and takes what nobody has claimed yet, by compare-and-swap on a flag for each item, so calls come in an order that is neither strided nor chunked.

package main

import (
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// ring calls do(w, i) once for each i below n, from worker w.
func ring(n, workers int, do func(w, i int)) {
	claimed := make([]atomic.Bool, n)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			start := w * n / workers
			for step := range n {
				i := start + step
				if i >= n {
					i -= n
				}
				if !claimed[i].Load() && claimed[i].CompareAndSwap(false, true) {
					do(w, i)
				}
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	costs := make([]int, len(visits))
	ring(len(visits), workers, func(_, i int) { costs[i] = cost(visits[i]) })
	total := 0
	for _, c := range costs {
		total += c
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	ring(len(visits), workers, func(_, i int) { names[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, name := range names {
		counts[name]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]*Visit, len(visits))
	ring(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			slow[i] = &visits[i]
		}
	})
	var found []Visit
	for _, v := range slow {
		if v != nil {
			found = append(found, *v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	visits := make([]Visit, len(lines))
	earliest := make([]failure, workers) // of each worker, who does not meet the lines in order
	ring(len(lines), workers, func(w, i int) {
		var err error
		visits[i], err = parse(lines[i])
		if mine := &earliest[w]; err != nil && (mine.err == nil || i < mine.line) {
			*mine = failure{i, err}
		}
	})
	first := failure{line: len(lines)}
	for _, f := range earliest {
		if f.err != nil && f.line < first.line {
			first = f
		}
	}
	if first.err != nil {
		return nil, first.err
	}
	return visits, nil
}
