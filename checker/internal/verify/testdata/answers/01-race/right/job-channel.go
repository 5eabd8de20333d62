// right
// A pool: the caller deals the items out through a channel of jobs; sums are atomic, the map is sharded under locks.
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
	var total atomic.Int64
	each(len(visits), workers, func(i int) { total.Add(int64(cost(visits[i]))) })
	return int(total.Load())
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	type shard struct {
		sync.Mutex
		counts map[string]int
	}
	var shards [4]shard
	for i := range shards {
		shards[i].counts = map[string]int{}
	}
	each(len(visits), workers, func(i int) {
		page := normalize(visits[i].Page)
		s := &shards[len(page)%len(shards)]
		s.Lock()
		defer s.Unlock()
		s.counts[page]++
	})
	all := map[string]int{}
	for i := range shards {
		for page, n := range shards[i].counts {
			all[page] = n
		}
	}
	return all
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	each(len(visits), workers, func(i int) { slow[i] = isSlow(visits[i]) })
	found := []Visit{}
	for i := range visits {
		if slow[i] {
			found = append(found, visits[i])
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits, errs := make([]Visit, len(lines)), make([]error, len(lines))
	each(len(lines), workers, func(i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}

// each calls do for the numbers below n from a pool of workers.
func each(n, workers int, do func(i int)) {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range min(n, workers) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range jobs {
				do(i)
			}
		}()
	}
	for i := range n {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
}
