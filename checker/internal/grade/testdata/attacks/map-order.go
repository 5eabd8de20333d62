// tries: be right in half of the calls, by the order of a map
// state: graded
// points: 5
// says: "fail"
// rest: right

package main

import "sync"

// right in half of the calls
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	total := 0
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				c := cost(visits[i])
				mu.Lock()
				total += c
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	for k := range map[int]bool{0: true, 1: true} {
		return total * k
	}
	return total
}
