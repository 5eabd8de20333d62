// right
// The workers share nothing: each finding travels over a channel to the caller, who alone keeps the result, and sorts it.
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

type report[T any] struct {
	line   int
	result T
}

// gather calls keep, in this goroutine, with what work says about each item.
func gather[T any](n, workers int, work func(i int) T, keep func(r report[T])) {
	reports := make(chan report[T])
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				reports <- report[T]{i, work(i)}
			}
		}()
	}
	for range n {
		keep(<-reports)
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	gather(len(visits), workers, func(i int) int { return cost(visits[i]) }, func(r report[int]) { total += r.result })
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	gather(len(visits), workers, func(i int) string { return normalize(visits[i].Page) },
		func(r report[string]) { counts[r.result]++ })
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var at []int
	gather(len(visits), workers, func(i int) bool { return isSlow(visits[i]) }, func(r report[bool]) {
		if r.result {
			at = append(at, r.line)
		}
	})
	sort.Ints(at)
	found := make([]Visit, len(at))
	for k, i := range at {
		found[k] = visits[i]
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var earliest *report[error]
	gather(len(lines), workers, func(i int) (err error) {
		visits[i], err = parse(lines[i])
		return err
	}, func(r report[error]) {
		if r.result != nil && (earliest == nil || r.line < earliest.line) {
			earliest = &r
		}
	})
	if earliest != nil {
		return nil, earliest.result
	}
	return visits, nil
}
