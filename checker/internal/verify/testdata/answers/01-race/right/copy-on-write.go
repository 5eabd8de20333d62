// right
// Read-copy-update: what is published is never changed again; each worker makes a new value out of the current one and its own part, and publishes it by CAS, or tries again with the newer one.
package main

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type published[T any] struct{ atomic.Pointer[T] }

func (p *published[T]) change(f func(T) T) {
	for {
		old := p.Load()
		var v T
		if old != nil {
			v = *old
		}
		v = f(v)
		if p.CompareAndSwap(old, &v) {
			return
		}
	}
}

func (p *published[T]) get() (v T) {
	if q := p.Load(); q != nil {
		v = *q
	}
	return v
}

func spread(n, workers int, f func(mine []int)) {
	gate := make(chan struct{})
	var wg sync.WaitGroup
	wg.Add(workers)
	for w := range workers {
		go func() {
			defer wg.Done()
			<-gate // all start together
			var mine []int
			for i := n - 1 - w; i >= 0; i -= workers { // from the end: any order is right
				mine = append(mine, i)
			}
			f(mine)
		}()
	}
	close(gate)
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total published[int]
	spread(len(visits), workers, func(mine []int) {
		for _, i := range mine {
			c := cost(visits[i])
			total.change(func(t int) int { return t + c })
		}
	})
	return total.get()
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counts published[map[string]int]
	spread(len(visits), workers, func(mine []int) {
		own := map[string]int{}
		for _, i := range mine {
			own[normalize(visits[i].Page)]++
		}
		counts.change(func(old map[string]int) map[string]int {
			sum := maps.Clone(own)
			for p, n := range old {
				sum[p] += n
			}
			return sum
		})
	})
	return counts.get()
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var hits published[[]int]
	spread(len(visits), workers, func(mine []int) {
		var own []int
		for _, i := range mine {
			if isSlow(visits[i]) {
				own = append(own, i)
			}
		}
		hits.change(func(old []int) []int { return slices.Concat(old, own) })
	})
	var found []Visit
	for _, i := range slices.Sorted(slices.Values(hits.get())) {
		found = append(found, visits[i])
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	out := make([]Visit, len(lines))
	var first published[*failure]
	spread(len(lines), workers, func(mine []int) {
		for _, i := range mine {
			v, err := parse(lines[i])
			if err == nil {
				out[i] = v
				continue
			}
			first.change(func(f *failure) *failure {
				if f == nil || i < f.line {
					return &failure{i, err}
				}
				return f
			})
		}
	})
	if f := first.get(); f != nil {
		return nil, f.err
	}
	return out, nil
}
