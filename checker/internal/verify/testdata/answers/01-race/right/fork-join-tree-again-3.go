// right
// A tree: a goroutine with k workers to its name gives half of the items and workers to a new one and keeps the rest; results go up the tree through channels, nothing is shared and no WaitGroup is there.

package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// tree is a fork-join computation over the items lo..hi-1.
type tree[A any] struct {
	leaf func(lo, hi int) A
	join func(left, right A) A
}

func (t tree[A]) grow(items, workers int) A {
	root := make(chan A)
	go func() { root <- t.branch(0, items, workers) }()
	return <-root
}

// branch uses workers goroutines, the one that it is called on included.
func (t tree[A]) branch(lo, hi, workers int) A {
	if workers == 1 {
		return t.leaf(lo, hi)
	}
	half := workers / 2
	mid := lo + (hi-lo)*half/workers
	right := make(chan A)
	go func() { right <- t.branch(mid, hi, workers-half) }()
	left := t.branch(lo, mid, half)
	return t.join(left, <-right)
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return tree[int]{
		leaf: func(lo, hi int) (sum int) {
			for _, v := range visits[lo:hi] {
				sum += cost(v)
			}
			return sum
		},
		join: func(left, right int) int { return left + right },
	}.grow(len(visits), workers)
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return tree[map[string]int]{
		leaf: func(lo, hi int) map[string]int {
			counts := map[string]int{}
			for _, v := range visits[lo:hi] {
				counts[normalize(v.Page)]++
			}
			return counts
		},
		join: func(left, right map[string]int) map[string]int {
			if len(left) < len(right) {
				left, right = right, left
			}
			for page, n := range right {
				left[page] += n
			}
			return left
		},
	}.grow(len(visits), workers)
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return tree[[]Visit]{
		leaf: func(lo, hi int) (found []Visit) {
			for _, v := range visits[lo:hi] {
				if isSlow(v) {
					found = append(found, v)
				}
			}
			return found
		},
		join: func(left, right []Visit) []Visit { return append(left, right...) },
	}.grow(len(visits), workers)
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		visits []Visit
		err    error
	}
	all := tree[parsed]{
		leaf: func(lo, hi int) (p parsed) {
			for _, line := range lines[lo:hi] {
				v, err := parse(line)
				if err != nil {
					return parsed{err: err} // the others go on: one of them may have an earlier one
				}
				p.visits = append(p.visits, v)
			}
			return p
		},
		join: func(left, right parsed) parsed {
			switch {
			case left.err != nil:
				return left
			case right.err != nil:
				return right
			}
			return parsed{visits: append(left.visits, right.visits...)}
		},
	}.grow(len(lines), workers)
	return all.visits, all.err
}
