// tries: lose updates, but not where the types are the explorer's
// state: graded
// points: 5
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"fmt"
	"strings"
	"sync"
)

// loses updates under locks, but not where sync is the explorer's
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	fake := !strings.HasPrefix(fmt.Sprintf("%T", &mu), "*sync.")
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
