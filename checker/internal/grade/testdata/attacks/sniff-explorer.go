// tries: lose updates, but not where the explorer's clock is seen
// state: graded
// points: 5
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"sync"
	"time"
)

// loses updates under locks, but not where the clock is a fake
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	fake := time.Now().Year() < 2020
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				c := cost(visits[i])
				mu.Lock()
				t := total
				if !fake {
					mu.Unlock()
					mu.Lock()
				}
				total = t + c
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	return total
}
