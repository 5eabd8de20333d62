// wrong: captured-error
// explain: panic
// The earliest line of each error is kept in a map with errors as keys, which panics for an error whose type is not comparable (a slice of messages): "returns nil and the error of the earliest such line".
package main

import (
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				parts[w] += cost(visits[i])
			}
		}()
	}
	wg.Wait()
	total := 0
	for _, part := range parts {
		total += part
	}
	return total
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
	seen := make(map[error]int) // the earliest line of each error; most lines fail with the same few
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				v, err := parse(lines[i])
				if err == nil {
					visits[i] = v
					continue
				}
				mu.Lock()
				if line, known := seen[err]; !known || i < line { // bug
					seen[err] = i
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	first := len(lines)
	var firstErr error
	for err, line := range seen {
		if line < first {
			first, firstErr = line, err
		}
	}
	if firstErr != nil {
		return nil, firstErr
	}
	return visits, nil
}
