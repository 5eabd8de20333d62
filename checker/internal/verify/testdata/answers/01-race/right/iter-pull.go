// right
// an iter.Seq2 over the log is pulled by all workers, one pull at a time under a lock; the calls run outside of it.
package main

import (
	"cmp"
	"iter"
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// share lets workers goroutines pull from seq, and calls each for every pair that one of them pulled.
func share[K, V any](seq iter.Seq2[K, V], workers int, each func(worker int, k K, v V)) {
	pull, stop := iter.Pull2(seq)
	defer stop()
	var mu sync.Mutex
	next := func() (K, V, bool) {
		mu.Lock()
		defer mu.Unlock()
		return pull()
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k, v, ok := next(); ok; k, v, ok = next() {
				each(w, k, v)
			}
		}()
	}
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	sums := make([]int, workers)
	share(slices.All(visits), workers, func(w, _ int, v Visit) { sums[w] += cost(v) })
	total := 0
	for s := range slices.Values(sums) {
		total += s
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	perWorker := make([]map[string]int, workers)
	share(slices.All(visits), workers, func(w, _ int, v Visit) {
		if perWorker[w] == nil {
			perWorker[w] = map[string]int{}
		}
		perWorker[w][normalize(v.Page)]++
	})
	counts := map[string]int{}
	for _, m := range perWorker {
		for page, n := range m {
			counts[page] += n
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := make([][]int, workers)
	share(slices.All(visits), workers, func(w, i int, v Visit) {
		if isSlow(v) {
			picked[w] = append(picked[w], i)
		}
	})
	var found []Visit
	for _, i := range slices.Sorted(slices.Values(slices.Concat(picked...))) {
		found = append(found, visits[i])
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type bad struct {
		line int
		err  error
	}
	visits := make([]Visit, len(lines))
	bads := make([][]bad, workers)
	share(slices.All(lines), workers, func(w, i int, line string) {
		v, err := parse(line)
		if err != nil {
			bads[w] = append(bads[w], bad{i, err})
		}
		visits[i] = v
	})
	if all := slices.Concat(bads...); len(all) > 0 {
		return nil, slices.MinFunc(all, func(a, b bad) int { return cmp.Compare(a.line, b.line) }).err
	}
	return visits, nil
}
