// right
// The workers push all that they make on one lock-free stack, and the caller takes the stack apart when it has counted as many tokens as workers.

package main

import (
	"slices"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// plate is one element of a stack.
type plate[R any] struct {
	index int
	value R
	below *plate[R]
}

// stack is a stack on which many goroutines push at once.
type stack[R any] struct{ top atomic.Pointer[plate[R]] }

func (s *stack[R]) push(index int, value R) {
	p := &plate[R]{index: index, value: value}
	for {
		p.below = s.top.Load()
		if s.top.CompareAndSwap(p.below, p) {
			return
		}
	}
}

// pile has produce called for each item by the workers, and returns what they pushed.
func pile[T, R any](items []T, workers int, produce func(T) R) []*plate[R] {
	var s stack[R]
	tokens := make(chan struct{}, workers)
	for w := range workers {
		go func() {
			// the worker's stretch of the items
			for i := w * len(items) / workers; i < (w+1)*len(items)/workers; i++ {
				s.push(i, produce(items[i]))
			}
			tokens <- struct{}{}
		}()
	}
	for range workers {
		<-tokens
	}
	plates := make([]*plate[R], 0, len(items))
	for p := s.top.Load(); p != nil; p = p.below {
		plates = append(plates, p)
	}
	return plates
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for _, p := range pile(visits, workers, cost) {
		total += p.value
	}
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	for _, p := range pile(visits, workers, func(v Visit) string { return normalize(v.Page) }) {
		counts[p.value]++
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	plates := pile(visits, workers, isSlow)
	slices.SortFunc(plates, func(a, b *plate[bool]) int { return a.index - b.index })
	var found []Visit
	for _, p := range plates {
		if p.value {
			found = append(found, visits[p.index])
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
	plates := pile(lines, workers, func(line string) parsed {
		v, err := parse(line)
		return parsed{v, err}
	})
	visits := make([]Visit, len(lines))
	var earliest *plate[parsed]
	for _, p := range plates {
		visits[p.index] = p.value.visit
		if p.value.err != nil && (earliest == nil || p.index < earliest.index) {
			earliest = p
		}
	}
	if earliest != nil {
		return nil, earliest.value.err
	}
	return visits, nil
}
