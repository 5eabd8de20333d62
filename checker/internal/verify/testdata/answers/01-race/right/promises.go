// right
// Each item is a promise, a channel of its own for one value; the workers keep the promises in any order, the caller ranges over them in log order through an iterator, and may break out of it.

package main

import (
	"iter"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type promise[T any] struct {
	item int
	kept chan T
}

// promised calls call(i) for all i below n in workers goroutines and yields the values in order of i.
func promised[T any](n, workers int, call func(i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		desk := make(chan promise[T], n)
		shelf := make([]promise[T], n)
		for i := range shelf {
			shelf[i] = promise[T]{i, make(chan T, 1)}
			desk <- shelf[i]
		}
		close(desk)

		var wg sync.WaitGroup
		defer wg.Wait() // after a break, too
		for range workers {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for p := range desk {
					p.kept <- call(p.item)
				}
			}()
		}
		for _, p := range shelf {
			if !yield(<-p.kept) {
				return
			}
		}
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for c := range promised(len(visits), workers, func(i int) int { return cost(visits[i]) }) {
		total += c
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	for page := range promised(len(visits), workers, func(i int) string { return normalize(visits[i].Page) }) {
		counts[page]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	found := []Visit{}
	i := 0
	for slow := range promised(len(visits), workers, func(i int) bool { return isSlow(visits[i]) }) {
		if slow {
			found = append(found, visits[i])
		}
		i++
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type outcome struct {
		visit Visit
		err   error
	}
	visits := make([]Visit, 0, len(lines))
	for o := range promised(len(lines), workers, func(i int) outcome {
		v, err := parse(lines[i])
		return outcome{v, err}
	}) {
		if o.err != nil {
			return nil, o.err // the first in line order; the iterator waits for the workers
		}
		visits = append(visits, o.visit)
	}
	return visits, nil
}
