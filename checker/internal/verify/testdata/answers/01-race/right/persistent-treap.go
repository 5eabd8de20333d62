// right
// One immutable tree, shared by all: a worker makes a new version of it and swaps the root, or tries again; what is published is never written again.
package main

import (
	"cmp"
	"sync"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type tree[K cmp.Ordered, V any] struct {
	key         K
	value       V
	rank        uint64
	left, right *tree[K, V]
}

// with gives a tree in which key has the value that change makes of the old one.
func (t *tree[K, V]) with(key K, rank uint64, change func(V) V) *tree[K, V] {
	if t == nil {
		var zero V
		return &tree[K, V]{key: key, value: change(zero), rank: rank}
	}
	n := *t
	switch c := cmp.Compare(key, n.key); {
	case c == 0:
		n.value = change(n.value)
	case c < 0:
		n.left = n.left.with(key, rank, change)
		if l := n.left; l.rank > n.rank { // l is a fresh copy, so it may still be written
			n.left, l.right = l.right, &n
			return l
		}
	default:
		n.right = n.right.with(key, rank, change)
		if r := n.right; r.rank > n.rank {
			n.right, r.left = r.left, &n
			return r
		}
	}
	return &n
}

// All goes through the tree in order of the keys.
func (t *tree[K, V]) All(yield func(K, V) bool) { t.walk(yield) }

func (t *tree[K, V]) walk(yield func(K, V) bool) bool {
	return t == nil || t.left.walk(yield) && yield(t.key, t.value) && t.right.walk(yield)
}

type published[K cmp.Ordered, V any] struct {
	root atomic.Pointer[tree[K, V]]
	seed atomic.Uint64
}

func (p *published[K, V]) change(key K, f func(V) V) {
	rank := p.seed.Add(1)
	rank = (rank ^ rank>>30) * 0xbf58476d1ce4e5b9
	rank = (rank ^ rank>>27) * 0x94d049bb133111eb
	for {
		old := p.root.Load()
		if p.root.CompareAndSwap(old, old.with(key, rank, f)) {
			return
		}
	}
}

func forAll[T any](items []T, workers int, do func(i int, item T)) {
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(items); i += workers {
				do(i, items[i])
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	var p published[int, int]
	forAll(visits, workers, func(i int, v Visit) {
		c := cost(v)
		p.change(i, func(int) int { return c })
	})
	for _, c := range p.root.Load().All {
		total += c
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var p published[string, int]
	forAll(visits, workers, func(_ int, v Visit) {
		p.change(normalize(v.Page), func(n int) int { return n + 1 })
	})
	counts := map[string]int{}
	for page, n := range p.root.Load().All {
		counts[page] = n
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	var p published[int, Visit]
	forAll(visits, workers, func(i int, v Visit) {
		if isSlow(v) {
			p.change(i, func(Visit) Visit { return v })
		}
	})
	for _, v := range p.root.Load().All {
		found = append(found, v)
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, _ error) {
	type entry struct {
		v   Visit
		err error
	}
	var p published[int, entry]
	forAll(lines, workers, func(i int, line string) {
		v, err := parse(line)
		p.change(i, func(entry) entry { return entry{v, err} })
	})
	for _, e := range p.root.Load().All {
		if e.err != nil {
			return nil, e.err
		}
		visits = append(visits, e.v)
	}
	return visits, nil
}
