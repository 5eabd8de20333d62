// right
// Workers are hired only when an item finds nobody waiting for one (select with default on an unbuffered channel), up to the number allowed; results go to lock-striped maps, buffered channels and a sort.

package main

import (
	"hash/maphash"
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func pool(n, workers int, call func(i int)) {
	jobs := make(chan int)
	var wg sync.WaitGroup
	hired := 0
	for i := range n {
		select {
		case jobs <- i: // somebody stood waiting
			continue
		default:
		}
		if hired == workers {
			jobs <- i // all are at work: the next who is done gets it
			continue
		}
		hired++
		wg.Add(1)
		go func(first int) {
			defer wg.Done()
			call(first)
			for i := range jobs {
				call(i)
			}
		}(i)
	}
	close(jobs)
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	costs := make(chan int, len(visits))
	pool(len(visits), workers, func(i int) { costs <- cost(visits[i]) })
	close(costs)
	total := 0
	for c := range costs {
		total += c
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var stripes [16]struct {
		sync.Mutex
		counts map[string]int
	}
	seed := maphash.MakeSeed()
	pool(len(visits), workers, func(i int) {
		page := normalize(visits[i].Page) // before the lock
		s := &stripes[maphash.String(seed, page)%16]
		s.Lock()
		defer s.Unlock()
		if s.counts == nil {
			s.counts = map[string]int{}
		}
		s.counts[page]++
	})
	counts := map[string]int{}
	for i := range stripes {
		for page, n := range stripes[i].counts {
			counts[page] = n // a page has one stripe only
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make(chan int, len(visits))
	pool(len(visits), workers, func(i int) {
		if isSlow(visits[i]) {
			slow <- i
		}
	})
	close(slow)
	items := make([]int, 0, len(slow))
	for i := range slow {
		items = append(items, i)
	}
	slices.Sort(items)
	found := make([]Visit, len(items))
	for k, i := range items {
		found[k] = visits[i]
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	visits := make([]Visit, len(lines))
	failures := make(chan failure, len(lines))
	pool(len(lines), workers, func(i int) {
		v, err := parse(lines[i])
		if err != nil {
			failures <- failure{i, err}
			return
		}
		visits[i] = v
	})
	close(failures)
	first := failure{line: len(lines)}
	for f := range failures {
		if f.line < first.line {
			first = f
		}
	}
	if first.err != nil {
		return nil, first.err
	}
	return visits, nil
}
