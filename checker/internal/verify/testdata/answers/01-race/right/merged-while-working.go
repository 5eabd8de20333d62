// right
// Each call is made first and its result goes under a mutex into one shared total, map or sorted list; ParseAll skips lines after the earliest failure known.
package main

import (
	"sort"
	"sync"
)

type Visit struct {
	Page   string
	Millis int
}

func spread(n, workers int, do func(w, i int)) {
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				do(w, i)
			}
		}()
	}
	wg.Wait()
}
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var mu sync.Mutex
	total := 0
	spread(len(visits), workers, func(_, i int) { n := cost(visits[i]); mu.Lock(); total += n; mu.Unlock() })
	return total
}
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var mu sync.Mutex
	var counts map[string]int
	spread(len(visits), workers, func(_, i int) {
		page := normalize(visits[i].Page)
		mu.Lock()
		defer mu.Unlock()
		if counts == nil {
			counts = map[string]int{}
		}
		counts[page]++
	})
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var mu sync.Mutex
	var places []int
	spread(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			mu.Lock()
			places = append(places, i)
			mu.Unlock()
		}
	})
	sort.Ints(places)
	found := []Visit{}
	for _, i := range places {
		found = append(found, visits[i])
	}
	return found
}
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	var mu sync.Mutex
	first, at := error(nil), len(lines)
	out := make([]Visit, len(lines))
	spread(len(lines), workers, func(_, i int) {
		mu.Lock()
		skip := i > at
		mu.Unlock()
		if skip {
			return
		}
		v, err := parse(lines[i])
		out[i] = v
		if err != nil {
			mu.Lock()
			if i < at {
				first, at = err, i
			}
			mu.Unlock()
		}
	})
	if first != nil {
		return nil, first
	}
	return out, nil
}
