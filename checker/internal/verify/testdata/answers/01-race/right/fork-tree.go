// right
// A fork-join tree: each goroutine gives half of its workers and items away to a new one until it is alone, and results are joined on the way back through channels; no WaitGroup, nothing shared.

package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// tree cuts lo..hi into one leaf for each worker, and joins what the leaves give from left to right.
func tree[T any](lo, hi, workers int, leaf func(lo, hi int) T, join func(a, b T) T) T {
	root := make(chan T, 1)
	go func() { root <- grow(lo, hi, workers, leaf, join) }()
	return <-root
}

func grow[T any](lo, hi, workers int, leaf func(lo, hi int) T, join func(a, b T) T) T {
	if workers <= 1 {
		return leaf(lo, hi)
	}
	half := workers / 2
	mid := lo + (hi-lo)*half/workers
	left := make(chan T, 1)
	go func() { left <- grow(lo, mid, half, leaf, join) }()
	right := grow(mid, hi, workers-half, leaf, join)
	return join(<-left, right)
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return tree(0, len(visits), workers, func(lo, hi int) (sum int) {
		for _, v := range visits[lo:hi] {
			sum += cost(v)
		}
		return sum
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return tree(0, len(visits), workers, func(lo, hi int) map[string]int {
		counts := map[string]int{}
		for _, v := range visits[lo:hi] {
			counts[normalize(v.Page)]++
		}
		return counts
	}, func(a, b map[string]int) map[string]int {
		if len(a) < len(b) {
			a, b = b, a
		}
		for page, n := range b {
			a[page] += n
		}
		return a
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return tree(0, len(visits), workers, func(lo, hi int) (found []Visit) {
		for _, v := range visits[lo:hi] {
			if isSlow(v) {
				found = append(found, v)
			}
		}
		return found
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

type parsed struct {
	visits []Visit
	err    error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	all := tree(0, len(lines), workers, func(lo, hi int) (p parsed) {
		for _, line := range lines[lo:hi] {
			v, err := parse(line)
			if err != nil {
				return parsed{err: err} // a later line of this leaf cannot be the earliest
			}
			p.visits = append(p.visits, v)
		}
		return p
	}, func(a, b parsed) parsed {
		if a.err != nil {
			return a
		}
		if b.err != nil {
			return b
		}
		return parsed{visits: append(a.visits, b.visits...)}
	})
	return all.visits, all.err
}
