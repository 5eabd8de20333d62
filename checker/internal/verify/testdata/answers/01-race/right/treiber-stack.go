// right
// Workers push their results on a lock-free stack (compare and swap until it works); the caller takes it apart after the last worker.
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

type node[T any] struct {
	next  *node[T]
	index int
	value T
}

type stack[T any] struct{ top atomic.Pointer[node[T]] }

func (s *stack[T]) push(index int, value T) {
	n := &node[T]{index: index, value: value}
	for {
		n.next = s.top.Load()
		if s.top.CompareAndSwap(n.next, n) {
			return
		}
	}
}

// gather pushes f of every item, and gives the stack once the workers have ended.
func gather[I, O any](items []I, workers int, f func(I) O) *node[O] {
	var (
		s    stack[O]
		wg   sync.WaitGroup
		next atomic.Int64
	)
	work := func() {
		defer wg.Done()
		for {
			i := int(next.Add(1)) - 1
			if i >= len(items) {
				return
			}
			s.push(i, f(items[i]))
		}
	}
	for range workers {
		wg.Add(1)
		go work()
	}
	wg.Wait()
	return s.top.Load()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for n := gather(visits, workers, cost); n != nil; n = n.next {
		total += n.value
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	for n := gather(visits, workers, func(v Visit) string { return normalize(v.Page) }); n != nil; n = n.next {
		counts[n.value]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := make([]*Visit, len(visits))
	for n := gather(visits, workers, isSlow); n != nil; n = n.next {
		if n.value {
			picked[n.index] = &visits[n.index]
		}
	}
	found := []Visit{}
	for _, v := range picked {
		if v != nil {
			found = append(found, *v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type pair struct {
		v   Visit
		err error
	}
	visits := make([]Visit, len(lines))
	first, firstErr := len(lines), error(nil)
	for n := gather(lines, workers, func(line string) pair { v, err := parse(line); return pair{v, err} }); n != nil; n = n.next {
		switch {
		case n.value.err == nil:
			visits[n.index] = n.value.v
		case n.index < first:
			first, firstErr = n.index, n.value.err
		}
	}
	if firstErr != nil {
		return nil, firstErr
	}
	return visits, nil
}
