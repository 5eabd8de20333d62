// wrong: still-parallel
// A worker does all visits of the pages that are its own, so visits of one page are normalized one after the other: "`workers` calls can be in flight at once" (equal pages included).
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
	turn := map[string]int{} // which worker has which page, in turn
	parts := make([][]string, workers)
	for _, v := range visits {
		w, ok := turn[v.Page]
		if !ok {
			w = len(turn) % workers
			turn[v.Page] = w
		}
		parts[w] = append(parts[w], v.Page) // bug
	}
	own := make([]map[string]int, workers)
	var wg sync.WaitGroup
	for w, part := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			own[w] = map[string]int{}
			for _, page := range part {
				own[w][normalize(page)]++
			}
		}()
	}
	wg.Wait()
	counts := map[string]int{}
	for _, m := range own {
		for page, n := range m {
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
