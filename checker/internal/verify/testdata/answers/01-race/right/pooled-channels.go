// right
// Channels for results come from a pool of the package and go back to it empty.
package main

import (
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

var pool = sync.Pool{New: func() any { return make(chan part) }}

type part struct {
	place, n int
	page     string
	visit    Visit
	err      error
}

// gather calls do for the numbers below n on so many workers, and each for what came of it, one after the other.
func gather(n, workers int, do func(i int) part, each func(part)) {
	parts := pool.Get().(chan part)
	defer pool.Put(parts)
	for w := range workers {
		go func() {
			for i := w; i < n; i += workers {
				p := do(i)
				p.place = i
				parts <- p
			}
			parts <- part{place: -1}
		}()
	}
	for left := workers; left > 0; {
		if p := <-parts; p.place < 0 {
			left--
		} else {
			each(p)
		}
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	gather(len(visits), workers, func(i int) part { return part{n: cost(visits[i])} }, func(p part) { total += p.n })
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	gather(len(visits), workers, func(i int) part { return part{page: normalize(visits[i].Page)} }, func(p part) { counts[p.page]++ })
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	gather(len(visits), workers, func(i int) part {
		if isSlow(visits[i]) {
			return part{n: 1}
		}
		return part{}
	}, func(p part) { slow[p.place] = p.n > 0 })
	var found []Visit
	for i := range visits {
		if slow[i] {
			found = append(found, visits[i])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits, errs := make([]Visit, len(lines)), make([]error, len(lines))
	gather(len(lines), workers, func(i int) part {
		v, err := parse(lines[i])
		return part{visit: v, err: err}
	}, func(p part) { visits[p.place], errs[p.place] = p.visit, p.err })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
