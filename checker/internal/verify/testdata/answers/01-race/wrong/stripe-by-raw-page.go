// wrong: map-race
// The counters are guarded by locks chosen by the page as written, so two spellings of one name are counted under two locks: data race.
// explain: data-race different-locks
package main

import (
	"sync"
)

// Visit is one line of an access log.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	spread(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, p := range parts {
		total += p
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var locks [8]sync.Mutex
	var mu sync.Mutex
	cells := map[string]*int{}
	spread(len(visits), workers, func(_, i int) {
		page := visits[i].Page
		name := normalize(page)
		mu.Lock()
		cell := cells[name]
		if cell == nil {
			cell = new(int)
			cells[name] = cell
		}
		mu.Unlock()
		lock := &locks[len(page)%len(locks)] // of the page as written, not of the name
		lock.Lock()
		*cell++ // bug
		lock.Unlock()
	})
	counts := map[string]int{}
	for name, cell := range cells {
		counts[name] = *cell
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { slow[i] = isSlow(visits[i]) })
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
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
