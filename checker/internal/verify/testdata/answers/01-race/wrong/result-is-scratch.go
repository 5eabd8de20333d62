// wrong: map-race
// The map that was handed to the caller is also kept for the next call, which clears it: "counts are exact" no longer holds for the first result after a second call.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// spare maps, kept so that their memory is used again.
var spare struct {
	sync.Mutex
	maps []map[string]int
}

func spareMap() map[string]int {
	spare.Lock()
	defer spare.Unlock()
	n := len(spare.maps)
	if n == 0 {
		return map[string]int{}
	}
	m := spare.maps[n-1]
	spare.maps = spare.maps[:n-1]
	clear(m)
	return m
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
	own := make([]map[string]int, workers)
	var wg sync.WaitGroup
	for w := range own {
		own[w] = spareMap()
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
	for _, m := range own[1:] {
		for page, n := range m {
			counts[page] += n
		}
	}
	spare.Lock()
	spare.maps = append(spare.maps, own...) // bug
	spare.Unlock()
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
