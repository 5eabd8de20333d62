// wrong: still-parallel
// The workers get equal chunks, and what is left over goes to one goroutine more, at the same time: "never more than workers calls at once".
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

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	var wg sync.WaitGroup
	add := func(chunk []Visit) {
		defer wg.Done()
		part := 0
		for _, v := range chunk {
			part += cost(v)
		}
		total.Add(int64(part))
	}
	size := len(visits) / workers
	if size > 0 {
		for w := range workers {
			wg.Add(1)
			go add(visits[w*size : (w+1)*size])
		}
	}
	if rest := visits[size*workers:]; len(rest) > 0 {
		wg.Add(1)
		go add(rest)
	}
	wg.Wait()
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mine := make(map[string]int)
			for i := w; i < len(visits); i += workers {
				mine[normalize(visits[i].Page)]++
			}
			mu.Lock()
			defer mu.Unlock()
			for page, n := range mine {
				counts[page] += n
			}
		}()
	}
	wg.Wait()
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				slow[i] = isSlow(visits[i])
			}
		}()
	}
	wg.Wait()
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
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], errs[i] = parse(lines[i])
			}
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
