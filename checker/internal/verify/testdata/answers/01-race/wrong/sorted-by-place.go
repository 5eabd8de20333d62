// wrong: slice-race
// What the workers found is sorted by the first place of each visit in the log: equal visits come to stand together, out of log order.
package main

import (
	"slices"
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
	each := make([]int, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = cost(visits[i]) })
	total := 0
	for _, n := range each {
		total += n
	}
	return total
}
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	each := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, page := range each {
		counts[page]++
	}
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	place := map[Visit]int{}
	for i := len(visits) - 1; i >= 0; i-- {
		place[visits[i]] = i
	}
	var mu sync.Mutex
	var found []Visit
	spread(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			mu.Lock()
			found = append(found, visits[i])
			mu.Unlock()
		}
	})
	slices.SortFunc(found, func(a, b Visit) int { return place[a] - place[b] })
	return found
}
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out, errs := make([]Visit, len(lines)), make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { out[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
