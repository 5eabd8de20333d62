// wrong: map-race
// The empty name is taken for "not normalized" and the page counted as it was written.
package main

import (
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
	for i, page := range each {
		if page == "" {
			page = visits[i].Page
		}
		counts[page]++
	}
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	each := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = isSlow(visits[i]) })
	var found []Visit
	for i, slow := range each {
		if slow {
			found = append(found, visits[i])
		}
	}
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
