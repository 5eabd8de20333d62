// right
// Each worker starts the next one before it works, so only the first is a child of the caller; a deferred Wait holds the return back, which is right because only maps and slots travel through it, and Slow may return a part of the log itself.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func chain(wg *sync.WaitGroup, w, workers int, work func(w int)) {
	defer wg.Done()
	if w+1 < workers {
		wg.Add(1)
		go chain(wg, w+1, workers, work)
	}
	work(w)
}

func start(workers int, work func(w int)) (wait func()) {
	wg := new(sync.WaitGroup)
	wg.Add(1)
	go chain(wg, 0, workers, work)
	return wg.Wait
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	var mu sync.Mutex
	defer start(workers, func(w int) {
		for i := w; i < len(visits); i += workers {
			c := cost(visits[i])
			mu.Lock()
			total += c
			mu.Unlock()
		}
	})()
	return
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	var mu sync.Mutex
	defer start(workers, func(w int) {
		mine := make(map[string]int)
		for i := w; i < len(visits); i += workers {
			mine[normalize(visits[i].Page)]++
		}
		mu.Lock()
		defer mu.Unlock()
		for page, n := range mine {
			counts[page] += n
		}
	})()
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]int, workers*((len(visits)+workers-1)/workers))
	start(workers, func(w int) {
		for i := w; i < len(visits); i += workers {
			if isSlow(visits[i]) {
				slow[i] = 1
			}
		}
	})()
	first, last, n := -1, -1, 0
	for i, is := range slow {
		if is == 1 {
			if first < 0 {
				first = i
			}
			last, n = i, n+1
		}
	}
	if n == 0 {
		return nil
	}
	if n == last-first+1 { // they stand together: a part of the log, no copy
		return visits[first : last+1 : last+1]
	}
	found := make([]Visit, 0, n)
	for i, is := range slow {
		if is == 1 {
			found = append(found, visits[i])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, err error) {
	visits = make([]Visit, len(lines))
	errs := make([]error, len(lines))
	defer func() {
		for _, e := range errs {
			if e != nil {
				visits, err = nil, e
				return
			}
		}
	}()
	defer start(workers, func(w int) {
		for i := w; i < len(lines); i += workers {
			visits[i], errs[i] = parse(lines[i])
		}
	})()
	return visits, nil
}
