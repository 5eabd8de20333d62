// right
// Workers pull items from one iterator under a lock, call the function outside of it, and tell a condition variable when they end.
package main

import (
	"iter"
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// crew is a source of items, the lock that guards it, and the number of workers still at work.
type crew[T any] struct {
	sync.Mutex
	*sync.Cond
	next func() (int, T, bool)
	left int
}

func (c *crew[T]) take() (i int, item T, ok bool) {
	c.Lock()
	defer c.Unlock()
	return c.next()
}

func (c *crew[T]) work(do func(int, T) (commit func())) {
	defer func() {
		c.Lock()
		defer c.Unlock()
		if c.left--; c.left == 0 {
			c.Broadcast()
		}
	}()
	for {
		i, item, ok := c.take()
		if !ok {
			return
		}
		commit := do(i, item)
		c.Lock()
		commit()
		c.Unlock()
	}
}

func run[T any](items []T, workers int, do func(int, T) func()) {
	next, stop := iter.Pull2(slices.All(items))
	defer stop()
	c := &crew[T]{next: next, left: workers}
	c.Cond = sync.NewCond(&c.Mutex)
	for range workers {
		go c.work(do)
	}
	c.Mutex.Lock()
	defer c.Mutex.Unlock()
	for c.left > 0 {
		c.Wait()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	run(visits, workers, func(_ int, v Visit) func() {
		c := cost(v)
		return func() { total += c }
	})
	return
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	run(visits, workers, func(_ int, v Visit) func() {
		page := normalize(v.Page)
		return func() { counts[page]++ }
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	slow := map[int]bool{}
	run(visits, workers, func(i int, v Visit) func() {
		yes := isSlow(v)
		return func() { slow[i] = yes }
	})
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var bad struct {
		at  int
		err error
	}
	run(lines, workers, func(i int, line string) func() {
		v, err := parse(line)
		return func() {
			visits[i] = v
			if err != nil && (bad.err == nil || i < bad.at) {
				bad.at, bad.err = i, err
			}
		}
	})
	if bad.err != nil {
		return nil, bad.err
	}
	return visits, nil
}
