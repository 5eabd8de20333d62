// wrong: lost-update
// The places are kept between calls and each worker wipes its own, but workers without work are not started, so their places still hold sums of an earlier log: "the sum is exact" (wrong only where a log is shorter than the workers are many, after a longer one).
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// places are kept, so that a busy server does not make them again and again.
var places struct {
	sync.Mutex
	free [][]int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var sums []int
	places.Lock()
	if n := len(places.free); n > 0 {
		sums, places.free = places.free[n-1], places.free[:n-1]
	}
	places.Unlock()
	for len(sums) < workers {
		sums = append(sums, 0)
	}
	var wg sync.WaitGroup
	for w := 0; w < min(workers, len(visits)); w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sums[w] = 0
			for i := w; i < len(visits); i += workers {
				sums[w] += cost(visits[i])
			}
		}()
	}
	wg.Wait()
	total := 0
	for _, sum := range sums[:workers] { // bug
		total += sum
	}
	places.Lock()
	places.free = append(places.free, sums)
	places.Unlock()
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				names[i] = normalize(visits[i].Page)
			}
		}()
	}
	wg.Wait()
	counts := map[string]int{}
	for _, name := range names {
		counts[name]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
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
	for w := 0; w < workers; w++ {
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
