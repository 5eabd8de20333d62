// right
// Each worker has a stream of its own with room for all that it makes, and the caller reads the streams in turn, as an iterator over the results in order.

package main

import (
	"iter"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// inOrder gives f of each item in the order of the items. The worker w does the
// items w, w+workers, ... and stops when the loop over inOrder has been left. When
// inOrder ends, the workers have ended.
func inOrder[T, R any](items []T, workers int, f func(T) R) iter.Seq2[int, R] {
	return func(yield func(int, R) bool) {
		var left atomic.Bool
		streams := make([]chan R, workers)
		for w := range streams {
			streams[w] = make(chan R, len(items)/workers+1)
			go func() {
				defer close(streams[w])
				for i := w; i < len(items) && !left.Load(); i += workers {
					streams[w] <- f(items[i])
				}
			}()
		}
		defer func() {
			left.Store(true)
			for _, stream := range streams {
				for range stream {
				}
			}
		}()
		for i := range items {
			if !yield(i, <-streams[i%workers]) {
				return
			}
		}
	}
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for _, c := range inOrder(visits, workers, cost) {
		total += c
	}
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	for _, page := range inOrder(visits, workers, func(v Visit) string { return normalize(v.Page) }) {
		counts[page]++
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var found []Visit
	for i, slow := range inOrder(visits, workers, isSlow) {
		if slow {
			found = append(found, visits[i])
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		visit Visit
		err   error
	}
	parseOne := func(line string) parsed {
		v, err := parse(line)
		return parsed{v, err}
	}
	visits := make([]Visit, 0, len(lines))
	for _, p := range inOrder(lines, workers, parseOne) {
		if p.err != nil {
			return nil, p.err // the first in order is the earliest
		}
		visits = append(visits, p.visit)
	}
	return visits, nil
}
