// right
// One round after the other: as many items as there are workers, then a wait for all of them.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	costs := make([]int, len(visits))
	rounds(len(visits), workers, func(i int) { costs[i] = cost(visits[i]) })
	total := 0
	for _, c := range costs {
		total += c
	}
	return total
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	pages := make([]string, len(visits))
	rounds(len(visits), workers, func(i int) { pages[i] = normalize(visits[i].Page) })
	counts := make(map[string]int)
	for _, p := range pages {
		counts[p]++
	}
	return counts
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var mu sync.RWMutex
	slow := map[int]Visit{}
	rounds(len(visits), workers, func(i int) {
		if isSlow(visits[i]) {
			mu.Lock()
			slow[i] = visits[i]
			mu.Unlock()
		}
	})
	var found []Visit
	for i := range visits {
		if v, ok := slow[i]; ok {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var errs sync.Map
	rounds(len(lines), workers, func(i int) {
		v, err := parse(lines[i])
		if err != nil {
			errs.Store(i, err)
		}
		visits[i] = v
	})
	for i := range lines {
		if err, bad := errs.Load(i); bad {
			return nil, err.(error)
		}
	}
	return visits, nil
}

// rounds calls do for the numbers below n, at most workers at a time.
func rounds(n, workers int, do func(i int)) {
	for from := 0; from < n; from += workers {
		var wg sync.WaitGroup
		for i := from; i < min(from+workers, n); i++ {
			wg.Add(1)
			go func() {
				do(i)
				wg.Done()
			}()
		}
		wg.Wait()
	}
}
