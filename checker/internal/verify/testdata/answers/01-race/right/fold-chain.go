// right
// The workers stand in a chain: each does its share on its own, then waits for the result of its left neighbour, folds its own in and hands the whole on; the caller only receives from the last one, and there is no WaitGroup or lock.

package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// chain: share(lo, hi) does one worker's part and returns how to fold it into what came before.
func chain[T any](n, workers int, zero T, share func(lo, hi int) func(before T) T) T {
	before := make(chan T, 1)
	before <- zero
	size := (n + workers - 1) / workers
	for w := range workers {
		lo, hi := min(w*size, n), min((w+1)*size, n)
		from, to := before, make(chan T, 1)
		go func() {
			fold := share(lo, hi)
			to <- fold(<-from)
		}()
		before = to
	}
	return <-before
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return chain(len(visits), workers, 0, func(lo, hi int) func(int) int {
		own := 0
		for _, v := range visits[lo:hi] {
			own += cost(v)
		}
		return func(before int) int { return before + own }
	})
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return chain(len(visits), workers, map[string]int{}, func(lo, hi int) func(map[string]int) map[string]int {
		names := make([]string, 0, hi-lo)
		for _, v := range visits[lo:hi] {
			names = append(names, normalize(v.Page))
		}
		return func(counts map[string]int) map[string]int { // the one map wanders along the chain
			for _, name := range names {
				counts[name]++
			}
			return counts
		}
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return chain(len(visits), workers, []Visit(nil), func(lo, hi int) func([]Visit) []Visit {
		var own []Visit
		for _, v := range visits[lo:hi] {
			if isSlow(v) {
				own = append(own, v)
			}
		}
		return func(before []Visit) []Visit { return append(before, own...) }
	})
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type result struct {
		visits []Visit
		err    error
	}
	all := chain(len(lines), workers, result{}, func(lo, hi int) func(result) result {
		var own []Visit
		var failed error
		for _, line := range lines[lo:hi] {
			v, err := parse(line)
			if err != nil {
				failed = err
				break
			}
			own = append(own, v)
		}
		return func(before result) result {
			switch {
			case before.err != nil:
				return before
			case failed != nil:
				return result{err: failed}
			}
			return result{visits: append(before.visits, own...)}
		}
	})
	return all.visits, all.err
}
