// right
// The work comes out of one iter.Pull2 coroutine that all workers resume in turn behind a mutex; each worker keeps what it found with its item number, and sorting puts it back in order.

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

type numbered[T any] struct {
	item  int
	value T
}

// pull spreads the items over the workers. use gives a value, whether to keep it, and whether
// the worker should go on. What was kept comes back in the order of the items.
func pull[I, T any](items []I, workers int, use func(I) (value T, keep, goOn bool)) []numbered[T] {
	next, stop := iter.Pull2(slices.All(items))
	defer stop()
	var turn sync.Mutex
	take := func() (int, I, bool) {
		turn.Lock()
		defer turn.Unlock()
		return next()
	}

	found := make([][]numbered[T], workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var mine []numbered[T]
			defer func() { found[w] = mine }()
			for {
				i, item, ok := take()
				if !ok {
					return
				}
				value, keep, goOn := use(item)
				if keep {
					mine = append(mine, numbered[T]{i, value})
				}
				if !goOn {
					return
				}
			}
		}()
	}
	wg.Wait()

	all := slices.Concat(found...)
	slices.SortFunc(all, func(a, b numbered[T]) int { return cmp.Compare(a.item, b.item) })
	return all
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for _, c := range pull(visits, workers, func(v Visit) (int, bool, bool) { return cost(v), true, true }) {
		total += c.value
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	for _, p := range pull(visits, workers, func(v Visit) (string, bool, bool) { return normalize(v.Page), true, true }) {
		counts[p.value]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var found []Visit
	for _, s := range pull(visits, workers, func(v Visit) (Visit, bool, bool) { return v, isSlow(v), true }) {
		found = append(found, s.value)
	}
	return found
}

// ParseAll: lines are taken in order, and what was taken is parsed, so that a worker may stop
// at its first failing line: no earlier line is left out by that.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type outcome struct {
		visit Visit
		err   error
	}
	var visits []Visit
	for _, o := range pull(lines, workers, func(line string) (outcome, bool, bool) {
		v, err := parse(line)
		return outcome{v, err}, true, err == nil
	}) {
		if o.value.err != nil {
			return nil, o.value.err
		}
		visits = append(visits, o.value.visit)
	}
	return visits, nil
}
