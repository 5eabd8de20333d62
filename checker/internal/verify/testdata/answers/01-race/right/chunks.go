// right
// Each worker gets one piece of the log, from here to there, and the pieces are put together in order.
package main

import (
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers)
	pieces(len(visits), workers, func(piece, from, to int) {
		for _, v := range visits[from:to] {
			sums[piece] += cost(v)
		}
	})
	total := 0
	for _, s := range sums {
		total += s
	}
	return total
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	maps := make([]map[string]int, workers)
	pieces(len(visits), workers, func(piece, from, to int) {
		maps[piece] = map[string]int{}
		for _, v := range visits[from:to] {
			maps[piece][normalize(v.Page)]++
		}
	})
	counts := map[string]int{}
	for _, m := range maps {
		for page, n := range m {
			counts[page] += n
		}
	}
	return counts
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	found := make([][]Visit, workers)
	pieces(len(visits), workers, func(piece, from, to int) {
		for _, v := range visits[from:to] {
			if isSlow(v) {
				found[piece] = append(found[piece], v)
			}
		}
	})
	return slices.Concat(found...)
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, workers)
	pieces(len(lines), workers, func(piece, from, to int) {
		for i := from; i < to && errs[piece] == nil; i++ {
			visits[i], errs[piece] = parse(lines[i])
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}

// pieces cuts n items into at most workers pieces, and calls do for each in a goroutine.
func pieces(n, workers int, do func(piece, from, to int)) {
	size := (n + workers - 1) / workers
	var wg sync.WaitGroup
	for piece, from := 0, 0; from < n; piece, from = piece+1, from+size {
		wg.Add(1)
		go func() {
			defer wg.Done()
			do(piece, from, min(from+size, n))
		}()
	}
	wg.Wait()
}
