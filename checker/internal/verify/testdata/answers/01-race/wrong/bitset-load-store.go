// wrong: slice-race
// Sixty-four visits share a word of bits, and a worker sets its bit by a Load and a Store, between which another worker's bit gets lost without a data race.

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

// bits has one bit for each visit.
type bits []atomic.Uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) set(i int) {
	word := &b[i/64]
	word.Store(word.Load() | 1<<(i%64)) // bug
}

func (b bits) has(i int) bool { return b[i/64].Load()>>(i%64)&1 == 1 }

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
	counts := map[string]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				mu.Lock()
				counts[page]++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := newBits(len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				if isSlow(visits[i]) {
					picked.set(i)
				}
			}
		}()
	}
	wg.Wait()

	var found []Visit
	for i, v := range visits {
		if picked.has(i) {
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
