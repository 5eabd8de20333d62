// right
// Workers draw the next index from an atomic cursor and push results on a Treiber stack by CAS; nothing blocks but the final Wait, and the stack is read only after it.
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type node[T any] struct {
	at   int
	val  T
	next *node[T]
}

type stack[T any] struct{ head atomic.Pointer[node[T]] }

func (s *stack[T]) push(at int, val T) {
	n := &node[T]{at: at, val: val}
	for {
		n.next = s.head.Load()
		if s.head.CompareAndSwap(n.next, n) {
			return
		}
	}
}

func crew(n, workers int, f func(i int)) {
	var cursor atomic.Int64
	var wg sync.WaitGroup
	wg.Add(workers)
	for range workers {
		go func() {
			defer wg.Done()
			for {
				i := int(cursor.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Uint64 // two's complement: the bits are the same
	crew(len(visits), workers, func(i int) { total.Add(uint64(cost(visits[i]))) })
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var pages stack[string]
	crew(len(visits), workers, func(i int) { pages.push(i, normalize(visits[i].Page)) })
	counts := make(map[string]int)
	for n := pages.head.Load(); n != nil; n = n.next {
		counts[n.val]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var hits stack[Visit]
	crew(len(visits), workers, func(i int) {
		if isSlow(visits[i]) {
			hits.push(i, visits[i])
		}
	})
	var nodes []*node[Visit]
	for n := hits.head.Load(); n != nil; n = n.next {
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b *node[Visit]) int { return a.at - b.at })
	var out []Visit
	for _, n := range nodes {
		out = append(out, n.val)
	}
	return out
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out := make([]Visit, len(lines))
	var first atomic.Pointer[node[error]]
	crew(len(lines), workers, func(i int) {
		if f := first.Load(); f != nil && f.at < i {
			return // an earlier line has failed already
		}
		v, err := parse(lines[i])
		if err == nil {
			out[i] = v
			return
		}
		mine := &node[error]{at: i, val: err}
		for {
			f := first.Load()
			if f != nil && f.at < i || first.CompareAndSwap(f, mine) {
				return
			}
		}
	})
	if f := first.Load(); f != nil {
		return nil, f.val
	}
	return out, nil
}
