// wrong: still-parallel
// From 1,024 lines on, work is handed out in batches of 16, so 1,200 lines for 200 workers keep only 75 of them busy: "Where the items are a multiple of the workers (any number of workers, hundreds too), `workers` calls can be in flight at once".
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
	batch := 1
	if len(lines) >= 1024 {
		batch = 16 // bug
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				hi := int(next.Add(int64(batch)))
				for i := hi - batch; i < min(hi, len(lines)); i++ {
					visits[i], errs[i] = parse(lines[i])
				}
				if hi >= len(lines) {
					return
				}
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
