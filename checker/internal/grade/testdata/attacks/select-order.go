// tries: be right in half of the calls, by select
// state: graded
// points: 5
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

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
	a, b := make(chan int, 1), make(chan int, 1)
	a <- 1
	b <- 2
	select {
	case <-a:
		return counts
	case <-b:
		return nil
	}
}
