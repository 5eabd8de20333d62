// right
// Lines are handed out strictly in order and no further after a failure, so what was handed out holds the earliest failing line; counts are kept by owner goroutines, one for each group of pages.
package main

import (
	"context"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	todo := make(chan Visit, len(visits))
	for _, v := range visits {
		todo <- v
	}
	close(todo)
	partial := make(chan chan int, workers) // a promise from each worker
	for range workers {
		promise := make(chan int)
		partial <- promise
		go func() {
			sum := 0
			for v := range todo {
				sum += cost(v)
			}
			promise <- sum
		}()
	}
	close(partial)
	total := 0
	for promise := range partial {
		total += <-promise
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	const groups = 5
	var owners [groups]chan string
	var counted, normalized sync.WaitGroup
	var kept [groups]map[string]int
	for g := range owners {
		owners[g] = make(chan string)
		counted.Add(1)
		go func() {
			defer counted.Done()
			mine := map[string]int{}
			for page := range owners[g] {
				mine[page]++
			}
			kept[g] = mine
		}()
	}
	for w := range workers {
		normalized.Add(1)
		go func() {
			defer normalized.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				h := uint32(2166136261)
				for _, b := range []byte(page) {
					h = (h ^ uint32(b)) * 16777619
				}
				owners[h%groups] <- page
			}
		}()
	}
	normalized.Wait()
	for _, owner := range owners {
		close(owner)
	}
	counted.Wait()
	counts := map[string]int{}
	for _, m := range kept {
		for page, n := range m {
			counts[page] = n
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	verdicts := make([]chan bool, len(visits)) // a promise for each visit
	for i := range verdicts {
		verdicts[i] = make(chan bool, 1)
	}
	var wg sync.WaitGroup
	wg.Add(workers)
	for w := range workers {
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				verdicts[i] <- isSlow(visits[i])
			}
		}()
	}
	var found []Visit
	for i, verdict := range verdicts {
		if <-verdict {
			found = append(found, visits[i])
		}
	}
	wg.Wait()
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var (
		wg     sync.WaitGroup
		visits = make([]Visit, len(lines))
		errs   = make([]error, len(lines))
		next   = make(chan int)
	)
	wg.Add(workers)
	for range workers {
		go func() {
			defer wg.Done()
			for i := range next {
				if visits[i], errs[i] = parse(lines[i]); errs[i] != nil {
					cancel()
				}
			}
		}()
	}
handing:
	for i := range lines {
		select {
		case next <- i:
		case <-ctx.Done():
			break handing
		}
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
