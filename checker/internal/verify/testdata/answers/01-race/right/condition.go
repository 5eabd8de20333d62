// right
// The caller waits on a condition variable until the number of working goroutines is zero; all results are written under its lock.
package main

import (
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	spread(len(visits), workers, func(t *team, i int) {
		c := cost(visits[i])
		t.mu.Lock()
		total += c
		t.mu.Unlock()
	})
	return total
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	spread(len(visits), workers, func(t *team, i int) {
		page := normalize(visits[i].Page)
		t.mu.Lock()
		counts[page]++
		t.mu.Unlock()
	})
	return counts
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	spread(len(visits), workers, func(t *team, i int) {
		is := isSlow(visits[i])
		t.mu.Lock()
		slow[i] = is
		t.mu.Unlock()
	})
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits, errs := make([]Visit, len(lines)), make([]error, len(lines))
	spread(len(lines), workers, func(_ *team, i int) { visits[i], errs[i] = parse(lines[i]) })
	if bad := slices.IndexFunc(errs, func(err error) bool { return err != nil }); bad >= 0 {
		return nil, errs[bad]
	}
	return visits, nil
}

// team counts the goroutines that are at work.
type team struct {
	mu     sync.Mutex
	idle   *sync.Cond
	active int
}

// spread starts the workers, and returns when none is active any more.
func spread(n, workers int, do func(t *team, i int)) {
	t := &team{active: workers}
	t.idle = sync.NewCond(&t.mu)
	for w := 0; w < workers; w++ {
		go func() {
			for i := w; i < n; i += workers {
				do(t, i)
			}
			t.mu.Lock()
			defer t.mu.Unlock()
			if t.active--; t.active == 0 {
				t.idle.Broadcast()
			}
		}()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.active > 0 {
		t.idle.Wait()
	}
}
