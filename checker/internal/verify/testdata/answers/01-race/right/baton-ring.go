// right
// Each worker finishes its own contiguous chunk first, then takes the accumulator from its left neighbour, adds its part, and passes it to the right: one owner at a time, in log order.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func ring[T, A any](items []T, workers int, zero A, chunk func([]T) func(A) A) A {
	first := make(chan A, 1)
	first <- zero
	left := first
	size := (len(items) + workers - 1) / workers
	for range workers {
		n := min(size, len(items))
		mine := items[:n:n]
		items = items[n:]
		from, to := left, make(chan A)
		go func() {
			add := chunk(mine) // all calls are made here, beside the others
			to <- add(<-from)
		}()
		left = to
	}
	return <-left
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return ring(visits, workers, 0, func(mine []Visit) func(int) int {
		s := 0
		for _, v := range mine {
			s += cost(v)
		}
		return func(a int) int { return a + s }
	})
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return ring(visits, workers, map[string]int{}, func(mine []Visit) func(map[string]int) map[string]int {
		pages := make([]string, 0, len(mine))
		for _, v := range mine {
			pages = append(pages, normalize(v.Page))
		}
		return func(m map[string]int) map[string]int {
			for _, p := range pages {
				m[p]++
			}
			return m
		}
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return ring(visits, workers, nil, func(mine []Visit) func([]Visit) []Visit {
		var s []Visit
		for _, v := range mine {
			if isSlow(v) {
				s = append(s, v)
			}
		}
		return func(a []Visit) []Visit { return append(a, s...) }
	})
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type all struct {
		visits []Visit
		err    error
	}
	a := ring(lines, workers, all{}, func(mine []string) func(all) all {
		var p all
		for _, l := range mine {
			v, err := parse(l)
			if err != nil {
				p = all{err: err}
				break
			}
			p.visits = append(p.visits, v)
		}
		return func(a all) all {
			if a.err != nil {
				return a
			}
			if p.err != nil {
				return p
			}
			a.visits = append(a.visits, p.visits...)
			return a
		}
	})
	return a.visits, a.err
}
