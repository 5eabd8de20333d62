// right
// Work stealing: every worker owns a range, takes from its front, and an idle one steals from the back of another's; scratch memory comes from a package-level sync.Pool and is copied out.
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

type field struct {
	mu     sync.Mutex
	lo, hi int
}

func (f *field) front() (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lo >= f.hi {
		return 0, false
	}
	f.lo++
	return f.lo - 1, true
}

func (f *field) back() (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lo >= f.hi {
		return 0, false
	}
	f.hi--
	return f.hi, true
}

func steal(n, workers int, work func(w, i int)) {
	workers = min(workers, n)
	fields := make([]field, workers)
	for w := range fields {
		fields[w].lo, fields[w].hi = n*w/workers, n*(w+1)/workers
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i, ok := fields[w].front(); ok; i, ok = fields[w].front() {
				work(w, i)
			}
			for other := range workers {
				victim := &fields[(w+other)%workers]
				for i, ok := victim.back(); ok; i, ok = victim.back() {
					work(w, i)
				}
			}
		}()
	}
	wg.Wait()
}

var flags = sync.Pool{New: func() any { return new([]bool) }}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	steal(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, part := range parts {
		total += part
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	parts := make([]map[string]int, workers)
	steal(len(visits), workers, func(w, i int) {
		page := normalize(visits[i].Page)
		if parts[w] == nil {
			parts[w] = map[string]int{}
		}
		parts[w][page]++
	})
	counts := map[string]int{}
	for _, part := range parts {
		for page, n := range part {
			counts[page] += n
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	scratch := flags.Get().(*[]bool)
	defer flags.Put(scratch)
	*scratch = slices.Grow((*scratch)[:0], len(visits))[:len(visits)]
	slow := *scratch
	steal(len(visits), workers, func(_, i int) { slow[i] = isSlow(visits[i]) })
	var found []Visit
	for i, is := range slow {
		if is {
			found = append(found, visits[i])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits, errs := make([]Visit, len(lines)), make([]error, len(lines))
	steal(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	if bad := slices.IndexFunc(errs, func(err error) bool { return err != nil }); bad >= 0 {
		return nil, errs[bad]
	}
	return visits, nil
}
