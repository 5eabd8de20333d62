// right
// Each worker has a span of the log, packed into one atomic word; who has finished its own steals single items from the far end of another's.

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

// span is a stretch of items that nobody has begun: the first in the upper half of
// the word, the end in the lower half. It only ever shrinks.
type span struct{ word atomic.Uint64 }

func (s *span) set(from, to int) { s.word.Store(uint64(from)<<32 | uint64(to)) }

// take takes an item from the near end, or from the far one.
func (s *span) take(far bool) (item int, ok bool) {
	for {
		old := s.word.Load()
		from, to := old>>32, old&(1<<32-1)
		if from == to {
			return 0, false
		}
		item, rest := from, (from+1)<<32|to
		if far {
			item, rest = to-1, from<<32|(to-1)
		}
		if s.word.CompareAndSwap(old, rest) {
			return int(item), true
		}
	}
}

// share calls do(w, i) once for each i below n; w is the worker that calls it.
func share(n, workers int, do func(w, i int)) {
	spans := make([]span, workers)
	for w := range spans {
		spans[w].set(w*n/workers, (w+1)*n/workers)
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for d := range workers { // first its own span, then the others
				victim := &spans[(w+d)%workers]
				for i, ok := victim.take(d > 0); ok; i, ok = victim.take(d > 0) {
					do(w, i)
				}
			}
		}()
	}
	wg.Wait()
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers)
	share(len(visits), workers, func(w, i int) { sums[w] += cost(visits[i]) })
	total := 0
	for _, sum := range sums {
		total += sum
	}
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	share(len(visits), workers, func(_, i int) { names[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, name := range names {
		counts[name]++
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	refs := make([]*Visit, len(visits))
	share(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			refs[i] = &visits[i]
		}
	})
	var found []Visit
	for _, ref := range refs {
		if ref != nil {
			found = append(found, *ref)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	failures := make([]map[int]error, workers) // of each worker
	share(len(lines), workers, func(w, i int) {
		v, err := parse(lines[i])
		if err != nil {
			if failures[w] == nil {
				failures[w] = map[int]error{}
			}
			failures[w][i] = err
		}
		visits[i] = v
	})
	first, failure := len(lines), error(nil)
	for _, own := range failures {
		for i, err := range own {
			if i < first {
				first, failure = i, err
			}
		}
	}
	if failure != nil {
		return nil, failure
	}
	return visits, nil
}
