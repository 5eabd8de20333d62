// right
// Everything is shared, and behind locks that are never held during a call: striped counters, a sorted linked list, a guarded minimum.

package main

import (
	"container/list"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

const stripes = 32

// counter counts names, each behind the lock of its stripe.
type counter [stripes]struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) add(name string) {
	hash := uint32(2166136261)
	for i := range len(name) {
		hash = (hash ^ uint32(name[i])) * 16777619
	}
	stripe := &c[hash%stripes]
	stripe.mu.Lock()
	defer stripe.mu.Unlock()
	if stripe.n == nil {
		stripe.n = map[string]int{}
	}
	stripe.n[name]++
}

// crew hands the numbers from 0 to n-1 to the workers, under a lock.
func crew(n, workers int, do func(i int)) {
	var mu sync.Mutex
	next := 0
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	var wg sync.WaitGroup
	wg.Add(workers)
	for range workers {
		go func() {
			defer wg.Done()
			for i := take(); i < n; i = take() {
				do(i)
			}
		}()
	}
	wg.Wait()
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var sums [stripes]struct {
		mu  sync.Mutex
		sum int
	}
	crew(len(visits), workers, func(i int) {
		c := cost(visits[i])
		s := &sums[i%stripes]
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sum += c
	})
	total := 0
	for i := range sums {
		total += sums[i].sum
	}
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var c counter
	crew(len(visits), workers, func(i int) { c.add(normalize(visits[i].Page)) })
	counts := map[string]int{}
	for i := range c {
		for page, n := range c[i].n {
			counts[page] = n
		}
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var mu sync.Mutex
	sorted := list.New() // of indices; they come nearly in order
	crew(len(visits), workers, func(i int) {
		if !isSlow(visits[i]) {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		before := sorted.Back()
		for before != nil && before.Value.(int) > i {
			before = before.Prev()
		}
		if before == nil {
			sorted.PushFront(i)
		} else {
			sorted.InsertAfter(i, before)
		}
	})
	var found []Visit
	for e := sorted.Front(); e != nil; e = e.Next() {
		found = append(found, visits[e.Value.(int)])
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	var mu sync.RWMutex
	visits := make([]Visit, len(lines))
	first, failure := len(lines), error(nil)
	crew(len(lines), workers, func(i int) {
		mu.RLock()
		late := i > first
		mu.RUnlock()
		if late {
			return
		}
		v, err := parse(lines[i])
		mu.Lock()
		defer mu.Unlock()
		visits[i] = v
		if err != nil && i < first {
			first, failure = i, err
		}
	})
	if failure != nil {
		return nil, failure
	}
	return visits, nil
}
