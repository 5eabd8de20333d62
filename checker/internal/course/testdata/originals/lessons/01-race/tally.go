package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
//
// TODO(wait): Sum returns only after the last call of cost has returned.
// TODO(lost-update): every cost is in the sum, whatever the workers do at the same time.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		go func() {
			wg.Add(1)
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				total += cost(visits[i])
			}
		}()
	}
	wg.Wait()
	return total
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
//
// TODO(map-race): every visit is counted, and no two workers ever write one map at once.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				counts[page]++
			}
		}()
	}
	wg.Wait()
	return counts
}

// Slow returns the visits that isSlow picks.
//
// TODO(slice-race): no slow visit is lost, and they stand in the order of the log.
// TODO(still-parallel): no worker waits while another one is inside isSlow.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var found []Visit
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				mu.Lock() // isSlow is not our code, so one at a time, to be on the safe side
				slow := isSlow(visits[i])
				mu.Unlock()
				if slow {
					found = append(found, visits[i])
				}
			}
		}()
	}
	wg.Wait()
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
//
// TODO(captured-error): where lines fail, the error of the earliest of them is returned.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var err error
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], err = parse(lines[i])
				if err != nil {
					return
				}
			}
		}()
	}
	wg.Wait()
	if err != nil {
		return nil, err
	}
	return visits, nil
}
