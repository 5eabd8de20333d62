// right
// Two rounds of workers: the first maps every item into a slot of its own, the second reduces (pages by their hash, sums in a tree of channels); Slow and ParseAll compact by prefix sums.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func workersDo(workers int, do func(w int)) {
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { do(w) })
	}
	wg.Wait()
}

// mapped gives worker w the block of items [w*n/workers, (w+1)*n/workers).
func mapped[T any](n, workers int, f func(i int) T) []T {
	all := make([]T, n)
	workersDo(workers, func(w int) {
		for i := w * n / workers; i < (w+1)*n/workers; i++ {
			all[i] = f(i)
		}
	})
	return all
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	costs := mapped(len(visits), workers, func(i int) int { return cost(visits[i]) })
	for len(costs) > 1 { // pairs, until one is left
		half := (len(costs) + 1) / 2
		for i := half; i < len(costs); i++ {
			costs[i-half] += costs[i]
		}
		costs = costs[:half]
	}
	if len(costs) == 0 {
		return 0
	}
	return costs[0]
}

func shard(page string, workers int) int {
	h := uint32(2166136261)
	for i := range len(page) {
		h = (h ^ uint32(page[i])) * 16777619
	}
	return int(h % uint32(workers))
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	pages := mapped(len(visits), workers, func(i int) string { return normalize(visits[i].Page) })
	shards := make([]map[string]int, workers)
	if workers > 64 { // as many would read all pages again and again
		shards = shards[:64]
	}
	workersDo(len(shards), func(w int) {
		shards[w] = make(map[string]int)
		for _, page := range pages {
			if shard(page, len(shards)) == w {
				shards[w][page]++
			}
		}
	})
	counts := make(map[string]int)
	for _, s := range shards {
		for page, n := range s {
			counts[page] = n
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	ends := mapped(len(visits), workers, func(i int) int {
		if isSlow(visits[i]) {
			return 1
		}
		return 0
	})
	n := 0
	for i, one := range ends {
		n += one
		ends[i] = n // so many slow ones up to here
	}
	slow := make([]Visit, n)
	workersDo(workers, func(w int) {
		for i := w; i < len(ends); i += workers {
			if i == 0 && ends[0] == 1 || i > 0 && ends[i] > ends[i-1] {
				slow[ends[i]-1] = visits[i]
			}
		}
	})
	return slow
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type pair struct {
		visit Visit
		err   error
	}
	pairs := mapped(len(lines), workers, func(i int) (p pair) {
		p.visit, p.err = parse(lines[i])
		return p
	})
	visits := make([]Visit, len(pairs))
	for i, p := range pairs {
		if p.err != nil {
			return nil, p.err
		}
		visits[i] = p.visit
	}
	return visits, nil
}
