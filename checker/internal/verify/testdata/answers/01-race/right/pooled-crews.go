// right
// Package-level state: crews (a WaitGroup, a cond, scratch slices) are kept in a free list between calls and cleared before each use, so calls that overlap or nest never meet in one crew.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type crew struct {
	wg    sync.WaitGroup
	mu    sync.Mutex
	gone  *sync.Cond
	left  int
	ints  []int
	marks []bool
	errs  []error
	maps  []map[string]int
}

var crews struct {
	sync.Mutex
	idle []*crew
}

func init() {
	for range 2 {
		c := &crew{}
		c.gone = sync.NewCond(&c.mu)
		crews.idle = append(crews.idle, c)
	}
}

func hire() *crew {
	crews.Lock()
	defer crews.Unlock()
	if n := len(crews.idle); n > 0 {
		c := crews.idle[n-1]
		crews.idle = crews.idle[:n-1]
		return c
	}
	c := &crew{}
	c.gone = sync.NewCond(&c.mu)
	return c
}

func (c *crew) dismiss() {
	clear(c.errs)
	crews.Lock()
	defer crews.Unlock()
	crews.idle = append(crews.idle, c)
}

func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// work gives worker w the items w, w+workers, … and waits with the WaitGroup.
func (c *crew) work(n, workers int, f func(w, i int)) {
	for w := range workers {
		c.wg.Add(1)
		go func() {
			defer c.wg.Done()
			for i := w; i < n; i += workers {
				f(w, i)
			}
		}()
	}
	c.wg.Wait()
}

// toil does the same, and waits with the cond.
func (c *crew) toil(n, workers int, f func(w, i int)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left = workers
	for w := range workers {
		go func() {
			defer func() {
				c.mu.Lock()
				defer c.mu.Unlock()
				c.left--
				c.gone.Signal()
			}()
			for i := w; i < n; i += workers {
				f(w, i)
			}
		}()
	}
	for c.left > 0 {
		c.gone.Wait()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	c := hire()
	defer c.dismiss()
	c.ints = room(c.ints, workers)
	c.work(len(visits), workers, func(w, i int) { c.ints[w] += cost(visits[i]) })
	total := 0
	for _, n := range c.ints {
		total += n
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	c := hire()
	defer c.dismiss()
	for len(c.maps) < workers {
		c.maps = append(c.maps, map[string]int{})
	}
	c.toil(len(visits), workers, func(w, i int) { c.maps[w][normalize(visits[i].Page)]++ })
	counts := map[string]int{}
	for _, m := range c.maps {
		for p, n := range m {
			counts[p] += n
		}
		clear(m)
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	c := hire()
	defer c.dismiss()
	c.marks = room(c.marks, len(visits))
	c.work(len(visits), workers, func(_, i int) { c.marks[i] = isSlow(visits[i]) })
	var found []Visit
	for i, slow := range c.marks {
		if slow {
			found = append(found, visits[i])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	c := hire()
	defer c.dismiss()
	c.errs = room(c.errs, len(lines))
	out := make([]Visit, len(lines))
	c.toil(len(lines), workers, func(_, i int) { out[i], c.errs[i] = parse(lines[i]) })
	for _, err := range c.errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
