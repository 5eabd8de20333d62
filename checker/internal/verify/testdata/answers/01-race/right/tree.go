// right
// The workers are halved down a tree, each left half on a new goroutine and the right half on its own; results are joined on the way up, nothing is shared.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// spread runs leaf on the parts of [lo, hi) in a tree of as many goroutines as there are workers.
func spread[T any](lo, hi, workers int, leaf func(lo, hi int) T, join func(left, right T) T) T {
	out := make(chan T)
	go func() { out <- branch(lo, hi, workers, leaf, join) }()
	return <-out
}

func branch[T any](lo, hi, workers int, leaf func(lo, hi int) T, join func(left, right T) T) T {
	if workers <= 1 || hi-lo <= 1 {
		return leaf(lo, hi)
	}
	half := workers / 2
	mid := lo + (hi-lo)*half/workers
	left := make(chan T)
	go func() { left <- branch(lo, mid, half, leaf, join) }()
	right := branch(mid, hi, workers-half, leaf, join)
	return join(<-left, right)
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return spread(0, len(visits), workers, func(lo, hi int) (sum int) {
		for _, v := range visits[lo:hi] {
			sum += cost(v)
		}
		return sum
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return spread(0, len(visits), workers, func(lo, hi int) map[string]int {
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
	return spread(0, len(visits), workers, func(lo, hi int) (slow []Visit) {
		for _, v := range visits[lo:hi] {
			if isSlow(v) {
				slow = append(slow, v)
			}
		}
		return slow
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

type parsed struct {
	visits []Visit
	err    error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	all := spread(0, len(lines), workers, func(lo, hi int) (p parsed) {
		for _, line := range lines[lo:hi] {
			v, err := parse(line)
			if err != nil {
				return parsed{err: err}
			}
			p.visits = append(p.visits, v)
		}
		return p
	}, func(a, b parsed) parsed {
		switch {
		case a.err != nil:
			return a
		case b.err != nil:
			return b
		}
		return parsed{visits: append(a.visits, b.visits...)}
	})
	return all.visits, all.err
}
