// right
// Work is split in two again and again, goroutines and items alike; results are joined on the way back, in order, over channels.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// fork gives leaf the items of each of the workers, and joins what comes back pair by pair.
// The goroutine that it runs in is one of the workers.
func fork[T, R any](items []T, workers int, leaf func([]T) R, join func(left, right R) R) R {
	if workers == 1 {
		return leaf(items)
	}
	half := workers / 2
	cut := len(items) * half / workers
	left := make(chan R)
	go func() { left <- fork(items[:cut], half, leaf, join) }()
	right := fork(items[cut:], workers-half, leaf, join)
	return join(<-left, right)
}

// start runs the tree in goroutines only, none of them the caller's.
func start[T, R any](items []T, workers int, leaf func([]T) R, join func(left, right R) R) R {
	root := make(chan R)
	go func() { root <- fork(items, workers, leaf, join) }()
	return <-root
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return start(visits, workers, func(part []Visit) (sum int) {
		for _, v := range part {
			sum += cost(v)
		}
		return
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return start(visits, workers, func(part []Visit) map[string]int {
		counts := make(map[string]int, len(part))
		for _, v := range part {
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
	return start(visits, workers, func(part []Visit) (found []Visit) {
		for _, v := range part {
			if isSlow(v) {
				found = append(found, v)
			}
		}
		return
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

type page struct {
	visits []Visit
	err    error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	all := start(lines, workers, func(part []string) (p page) {
		for _, line := range part {
			var v Visit
			if v, p.err = parse(line); p.err != nil {
				return page{err: p.err}
			}
			p.visits = append(p.visits, v)
		}
		return
	}, func(a, b page) page {
		switch {
		case a.err != nil:
			return a
		case b.err != nil:
			return b
		}
		return page{visits: append(a.visits, b.visits...)}
	})
	return all.visits, all.err
}
