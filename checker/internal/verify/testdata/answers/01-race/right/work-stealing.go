// right
// Each worker has a stretch of items of its own, takes from its front, and steals from the back of the others' when it has run out; results are logged per worker in scratch memory kept between calls in a package-level free list.

package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// stretch is the items lo..hi-1 that have not been taken.
type stretch struct {
	mu     sync.Mutex
	lo, hi int
}

func (s *stretch) front() (i int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lo == s.hi {
		return 0, false
	}
	s.lo++
	return s.lo - 1, true
}

func (s *stretch) back() (i int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lo == s.hi {
		return 0, false
	}
	s.hi--
	return s.hi, true
}

// steal calls do(w, i) once for each item i, on worker w.
func steal(items, workers int, do func(w, i int)) {
	stretches := make([]stretch, workers)
	for w := range stretches {
		stretches[w].lo = items / workers * w
		stretches[w].hi = items / workers * (w + 1)
	}
	stretches[workers-1].hi = items
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i, ok := stretches[w].front(); ok; i, ok = stretches[w].front() {
				do(w, i)
			}
			for step := 1; step < workers; step++ { // no stretch ever grows: an empty one stays so
				victim := &stretches[(w+step)%workers]
				for i, ok := victim.back(); ok; i, ok = victim.back() {
					do(w, i)
				}
			}
		})
	}
	wg.Wait()
}

// A pad is scratch memory, used by one call at a time.
type pad struct {
	at     []int
	visits []Visit
	errs   []error
}

var pads = sync.Pool{New: func() any { return new(pad) }}

func borrow(n int) []*pad {
	all := make([]*pad, n)
	for i := range all {
		all[i] = pads.Get().(*pad)
	}
	return all
}

// giveBack keeps the memory, and nothing of what is in it.
func giveBack(all []*pad) {
	for _, p := range all {
		clear(p.visits)
		clear(p.errs)
		p.at, p.visits, p.errs = p.at[:0], p.visits[:0], p.errs[:0]
		pads.Put(p)
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	own := borrow(workers)
	defer giveBack(own)
	steal(len(visits), workers, func(w, i int) {
		own[w].at = append(own[w].at, cost(visits[i]))
	})
	total := 0
	for _, p := range own {
		for _, c := range p.at {
			total += c
		}
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := borrow(workers)
	defer giveBack(own)
	steal(len(visits), workers, func(w, i int) {
		own[w].visits = append(own[w].visits, Visit{Page: normalize(visits[i].Page)})
	})
	counts := map[string]int{}
	for _, p := range own {
		for _, v := range p.visits {
			counts[v.Page]++
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	own := borrow(workers)
	defer giveBack(own)
	steal(len(visits), workers, func(w, i int) {
		if isSlow(visits[i]) {
			own[w].at = append(own[w].at, i)
		}
	})
	slow := make([]bool, len(visits))
	for _, p := range own {
		for _, i := range p.at {
			slow[i] = true
		}
	}
	var found []Visit // fresh, it belongs to the caller
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	own := borrow(workers)
	defer giveBack(own)
	steal(len(lines), workers, func(w, i int) {
		v, err := parse(lines[i])
		p := own[w]
		p.at, p.visits, p.errs = append(p.at, i), append(p.visits, v), append(p.errs, err)
	})
	visits := make([]Visit, len(lines))
	earliest, err := len(lines), error(nil)
	for _, p := range own {
		for k, i := range p.at {
			visits[i] = p.visits[k]
			if p.errs[k] != nil && i < earliest {
				earliest, err = i, p.errs[k]
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return visits, nil
}
