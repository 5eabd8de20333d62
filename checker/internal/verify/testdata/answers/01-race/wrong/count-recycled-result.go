// wrong: map-race
// CountByPage keeps the workers' maps for its next call, the one that it returns among them, so the next call clears and refills the counts that an earlier caller still holds (a data race if that caller is reading); breaks "counts are exact, no data race".

package main

import (
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers) // each worker has a place of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				sums[w] += cost(visits[i])
			}
		}()
	}
	wg.Wait()

	total := 0
	for _, sum := range sums {
		total += sum
	}
	return total
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := make([]map[string]int, workers) // each worker has a map of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		own[w] = spare.take()
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
	spare.put(own) // bug
	return counts
}

// spare holds maps that were used before: they have grown already.
var spare shelf

type shelf struct {
	mu   sync.Mutex
	maps []map[string]int
}

func (s *shelf) take() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.maps); n > 0 {
		m := s.maps[n-1]
		s.maps = s.maps[:n-1]
		clear(m)
		return m
	}
	return map[string]int{}
}

func (s *shelf) put(maps []map[string]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.maps = append(s.maps, maps...)
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits)) // each visit has a place of its own
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

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines)) // each line has a place of its own
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
