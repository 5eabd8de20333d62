// wrong: map-race
// The workers' maps are recycled, and so is the one that has been returned to the caller.

package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// spareMaps are the maps of earlier calls, to be used again.
var spareMaps struct {
	sync.Mutex
	all []map[string]int
}

// takeMaps returns n empty maps.
func takeMaps(n int) []map[string]int {
	spareMaps.Lock()
	defer spareMaps.Unlock()
	taken := make([]map[string]int, n)
	for i := range taken {
		if last := len(spareMaps.all) - 1; last >= 0 {
			taken[i] = spareMaps.all[last]
			spareMaps.all = spareMaps.all[:last]
			clear(taken[i])
		} else {
			taken[i] = map[string]int{}
		}
	}
	return taken
}

func giveMapsBack(given []map[string]int) {
	spareMaps.Lock()
	defer spareMaps.Unlock()
	spareMaps.all = append(spareMaps.all, given...)
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make(chan int, workers)
	for w := 0; w < workers; w++ {
		go func() {
			part := 0
			for i := w; i < len(visits); i += workers {
				part += cost(visits[i])
			}
			parts <- part
		}()
	}
	total := 0
	for range workers {
		total += <-parts
	}
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := takeMaps(workers)
	defer giveMapsBack(own) // bug
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				own[w][normalize(visits[i].Page)]++
			}
		}()
	}
	wg.Wait()

	counts := own[0]
	for _, part := range own[1:] {
		for page, n := range part {
			counts[page] += n
		}
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				picked[i] = isSlow(visits[i])
			}
		}()
	}
	wg.Wait()

	var found []Visit
	for i, v := range visits {
		if picked[i] {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
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
