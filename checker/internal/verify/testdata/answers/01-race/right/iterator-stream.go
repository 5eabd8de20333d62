// right
// All four functions consume one generic iterator that yields results as they come; it ends only when every worker has ended.
package main

import (
	"cmp"
	"iter"
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type outcome[R any] struct {
	at    int
	value R
}

// stream gives the results with the index of their item, in the order in which they come.
func stream[T, R any](items []T, workers int, f func(T) R) iter.Seq2[int, R] {
	return func(yield func(int, R) bool) {
		jobs := make(chan int)
		results := make(chan outcome[R])
		var wg sync.WaitGroup
		wg.Add(workers)
		for range workers {
			go func() {
				defer wg.Done()
				for i := range jobs {
					results <- outcome[R]{i, f(items[i])}
				}
			}()
		}
		go func() {
			for i := range items {
				jobs <- i
			}
			close(jobs)
			wg.Wait()
			close(results)
		}()
		going := true
		for o := range results {
			going = going && yield(o.at, o.value)
		}
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	for _, c := range stream(visits, workers, cost) {
		total += c
	}
	return
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	for _, page := range stream(visits, workers, func(v Visit) string { return normalize(v.Page) }) {
		counts[page]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var at []int
	for i, yes := range stream(visits, workers, isSlow) {
		if yes {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	return slices.Collect(func(yield func(Visit) bool) {
		for _, i := range at {
			if !yield(visits[i]) {
				return
			}
		}
	})
}

type parsed struct {
	Visit
	err error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	var all []outcome[parsed]
	for i, p := range stream(lines, workers, func(line string) (p parsed) {
		p.Visit, p.err = parse(line)
		return
	}) {
		all = append(all, outcome[parsed]{i, p})
	}
	slices.SortFunc(all, func(a, b outcome[parsed]) int { return cmp.Compare(a.at, b.at) })
	visits := make([]Visit, 0, len(all))
	for _, o := range all {
		if o.value.err != nil {
			return nil, o.value.err
		}
		visits = append(visits, o.value.Visit)
	}
	return visits, nil
}
