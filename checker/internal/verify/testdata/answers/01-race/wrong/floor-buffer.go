// wrong: slice-race
// Each worker sends its finds to its own channel with room for len/workers, rounded down, and is only read after all: it hangs when an uneven share is all slow.
// explain: assertion receiver-gone
package main

import (
	"sort"
	"sync"
)

// Visit is one line of an access log.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	spread(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, p := range parts {
		total += p
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { names[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, n := range names {
		counts[n]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	room := max(1, len(visits)/workers)
	finds := make([]chan int, workers)
	for w := range finds {
		finds[w] = make(chan int, room)
	}
	spread(len(visits), workers, func(w, i int) {
		if isSlow(visits[i]) {
			finds[w] <- i // bug
		}
	})
	var at []int
	for _, c := range finds {
		close(c)
		for i := range c {
			at = append(at, i)
		}
	}
	sort.Ints(at)
	var slow []Visit
	for _, i := range at {
		slow = append(slow, visits[i])
	}
	return slow
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}

func spread(n, workers int, do func(w, i int)) {
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				do(w, i)
			}
		}()
	}
	wg.Wait()
}
