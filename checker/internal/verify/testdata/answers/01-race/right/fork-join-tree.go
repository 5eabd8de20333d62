// right
// A worker forks off the upper half of its crew to a new goroutine and goes on with the lower half, so exactly `workers` goroutines do the work and results are merged on the way up the tree, left before right.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// tree gives worker w of [from,to) the items lo..hi of its even share.
func tree[R any](n, workers int, leaf func(lo, hi int) R, join func(a, b R) R) R {
	var grow func(from, to int) <-chan R
	grow = func(from, to int) <-chan R {
		up := make(chan R, 1)
		go func() {
			var right []<-chan R
			for to-from > 1 {
				mid := from + (to-from)/2
				right = append(right, grow(mid, to))
				to = mid
			}
			r := leaf(n*from/workers, n*(from+1)/workers)
			for i := len(right) - 1; i >= 0; i-- {
				r = join(r, <-right[i])
			}
			up <- r
		}()
		return up
	}
	return <-grow(0, workers)
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return tree(len(visits), workers, func(lo, hi int) (s int) {
		for _, v := range visits[lo:hi] {
			s += cost(v)
		}
		return s
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return tree(len(visits), workers, func(lo, hi int) map[string]int {
		m := map[string]int{}
		for _, v := range visits[lo:hi] {
			m[normalize(v.Page)]++
		}
		return m
	}, func(a, b map[string]int) map[string]int {
		if len(a) < len(b) {
			a, b = b, a
		}
		for k, n := range b {
			a[k] += n
		}
		return a
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return tree(len(visits), workers, func(lo, hi int) (s []Visit) {
		for _, v := range visits[lo:hi] {
			if isSlow(v) {
				s = append(s, v)
			}
		}
		return s
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type part struct {
		visits []Visit
		err    error
	}
	p := tree(len(lines), workers, func(lo, hi int) (p part) {
		for _, l := range lines[lo:hi] {
			v, err := parse(l)
			if err != nil {
				return part{nil, err}
			}
			p.visits = append(p.visits, v)
		}
		return p
	}, func(a, b part) part {
		switch {
		case a.err != nil:
			return a
		case b.err != nil:
			return b
		}
		return part{visits: append(a.visits, b.visits...)}
	})
	return p.visits, p.err
}
