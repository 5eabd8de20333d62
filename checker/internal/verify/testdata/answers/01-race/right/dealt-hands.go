// right
// Each worker has a buffered channel with its hand of places, dealt and closed before any worker starts.
package main

import (
	"sync"
)

type Visit struct {
	Page   string
	Millis int
}

func spread(n, workers int, do func(w, i int)) {
	hands := make([]chan int, workers)
	for w := range hands {
		hands[w] = make(chan int, n/workers+1)
	}
	for i := range n {
		hands[(n-1-i)%workers] <- i
	}
	var wg sync.WaitGroup
	wg.Add(workers)
	for w, hand := range hands {
		close(hand)
		go func() {
			defer wg.Done()
			for i := range hand {
				do(w, i)
			}
		}()
	}
	wg.Wait()
}
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	each := make([]int, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = cost(visits[i]) })
	total := 0
	for _, n := range each {
		total += n
	}
	return total
}
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	each := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, page := range each {
		counts[page]++
	}
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	each := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = isSlow(visits[i]) })
	var found []Visit
	for i, slow := range each {
		if slow {
			found = append(found, visits[i])
		}
	}
	return found
}
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out, errs := make([]Visit, len(lines)), make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { out[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
