// wrong: map-race
// explain: panic
// Chunks are rounded up, and with 5 visits and 4 workers the last one starts behind the end, which panics: "more workers than work is fine; counts are exact" (most pairs of numbers are fine).
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make(chan int, workers)
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sum := 0
			for i := w; i < len(visits); i += workers {
				sum += cost(visits[i])
			}
			sums <- sum
		}()
	}
	wg.Wait()
	close(sums)
	total := 0
	for sum := range sums {
		total += sum
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	per := (len(visits) + workers - 1) / workers
	own := make(chan map[string]int, workers)
	for w := range min(workers, len(visits)) {
		part := visits[w*per : min((w+1)*per, len(visits))] // bug
		go func() {
			m := map[string]int{}
			for _, v := range part {
				m[normalize(v.Page)]++
			}
			own <- m
		}()
	}
	counts := map[string]int{}
	for range min(workers, len(visits)) {
		for page, n := range <-own {
			counts[page] += n
		}
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
