// right
// A channel lends out the workers' numbers; each item has a goroutine, and each number a place for its results.
package main

import "sync"

type Visit struct {
	Page   string
	Millis int
}

func lend[T any](items []T, workers int, do func(id, i int, item T)) {
	ids := make(chan int, workers)
	for id := range workers {
		ids <- id
	}
	var wg sync.WaitGroup
	for i, item := range items {
		id := <-ids
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { ids <- id }()
			do(id, i, item)
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]struct {
		n int
		_ [56]byte
	}, workers)
	lend(visits, workers, func(id, _ int, v Visit) { parts[id].n += cost(v) })
	total := 0
	for _, p := range parts {
		total += p.n
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	parts := make([]map[string]int, workers)
	lend(visits, workers, func(id, _ int, v Visit) {
		if parts[id] == nil {
			parts[id] = map[string]int{}
		}
		parts[id][normalize(v.Page)]++
	})
	total := map[string]int{}
	for _, p := range parts {
		for k, n := range p {
			total[k] += n
		}
	}
	return total
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	keep := make([]bool, len(visits))
	lend(visits, workers, func(_, i int, v Visit) { keep[i] = isSlow(v) })
	var out []Visit
	for i, k := range keep {
		if k {
			out = append(out, visits[i])
		}
	}
	return out
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	lend(lines, workers, func(_, i int, line string) { out[i], errs[i] = parse(line) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
