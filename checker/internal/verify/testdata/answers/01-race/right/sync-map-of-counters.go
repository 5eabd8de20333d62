// right
// A sync.Map of atomic counters, chunks from an iterator, the earliest error by compare-and-swap.
package main

import (
	"iter"
	"sync"
	"sync/atomic"
)

type Visit struct {
	Page   string
	Millis int
}

type at[T any] struct {
	index int
	item  T
}

func numbered[T any](items []T) []at[T] {
	out := make([]at[T], len(items))
	for i, it := range items {
		out[i] = at[T]{i, it}
	}
	return out
}

func even[T any](items []at[T], workers int) iter.Seq[[]at[T]] {
	return func(yield func([]at[T]) bool) {
		for w := range workers {
			from, to := w*len(items)/workers, (w+1)*len(items)/workers
			if from < to && !yield(items[from:to]) {
				return
			}
		}
	}
}

func each[T any](items []T, workers int, do func(at[T])) {
	var wg sync.WaitGroup
	defer wg.Wait()
	for share := range even(numbered(items), workers) {
		wg.Go(func() {
			for _, x := range share {
				do(x)
			}
		})
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	each(visits, workers, func(x at[Visit]) { total.Add(int64(cost(x.item))) })
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counters sync.Map
	each(visits, workers, func(x at[Visit]) {
		c, _ := counters.LoadOrStore(normalize(x.item.Page), new(atomic.Int64))
		c.(*atomic.Int64).Add(1)
	})
	out := map[string]int{}
	for k, v := range counters.Range {
		out[k.(string)] = int(v.(*atomic.Int64).Load())
	}
	return out
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	marks := make([]atomic.Bool, len(visits))
	each(visits, workers, func(x at[Visit]) {
		if isSlow(x.item) {
			marks[x.index].Store(true)
		}
	})
	var out []Visit
	for i := range marks {
		if marks[i].Load() {
			out = append(out, visits[i])
		}
	}
	return out
}

type failure struct {
	index int
	err   error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out := make([]Visit, len(lines))
	var first atomic.Pointer[failure]
	each(lines, workers, func(x at[string]) {
		v, err := parse(x.item)
		if err == nil {
			out[x.index] = v
			return
		}
		mine := &failure{x.index, err}
		for {
			old := first.Load()
			if old != nil && old.index < mine.index || first.CompareAndSwap(old, mine) {
				return
			}
		}
	})
	if f := first.Load(); f != nil {
		return nil, f.err
	}
	return out, nil
}
