// right
// A goroutine for each item, started only when a semaphore has room; a concurrent map of atomic counters; a future for each line.
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

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	room := make(chan struct{}, workers)
	var total atomic.Int64
	for _, v := range visits {
		room <- struct{}{}
		go func() {
			defer func() { <-room }()
			total.Add(int64(cost(v)))
		}()
	}
	for range workers {
		room <- struct{}{}
	}
	return int(total.Load())
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	room := make(chan struct{}, workers)
	var counts sync.Map // page to *atomic.Int64
	var wg sync.WaitGroup
	for _, v := range visits {
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			n, _ := counts.LoadOrStore(normalize(v.Page), new(atomic.Int64))
			n.(*atomic.Int64).Add(1)
		})
	}
	wg.Wait()
	all := map[string]int{}
	counts.Range(func(page, n any) bool {
		all[page.(string)] = int(n.(*atomic.Int64).Load())
		return true
	})
	return all
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	room := make(chan struct{}, workers)
	slow := make([]*Visit, len(visits))
	var wg sync.WaitGroup
	for i := range visits {
		wg.Add(1)
		go func() { // all start at once, and wait inside for room
			defer wg.Done()
			room <- struct{}{}
			defer func() { <-room }()
			if isSlow(visits[i]) {
				slow[i] = &visits[i]
			}
		}()
	}
	wg.Wait()
	var found []Visit
	for _, v := range slow {
		if v != nil {
			found = append(found, *v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type result struct {
		visit Visit
		err   error
	}
	room := make(chan struct{}, workers)
	futures := make([]chan result, len(lines))
	for i := range lines {
		futures[i] = make(chan result, 1) // so that nobody needs to wait for a reader
		go func() {
			room <- struct{}{}
			defer func() { <-room }()
			v, err := parse(lines[i])
			futures[i] <- result{v, err}
		}()
	}
	var visits []Visit
	var first error
	for _, future := range futures {
		r := <-future
		if r.err != nil && first == nil {
			first = r.err
		}
		visits = append(visits, r.visit)
	}
	for range workers {
		room <- struct{}{} // all have left, and no call is running any more
	}
	if first != nil {
		return nil, first
	}
	return visits, nil
}
