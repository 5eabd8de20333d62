// right
// Divide and conquer: the log and the workers are halved until one worker is left for a part, and the results are joined on the way back.

package main

import (
	"maps"
	"slices"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// fork spreads the items from lo to hi over the workers, of which the goroutine
// that calls it is one. leaf does a part, join puts two neighbours together.
func fork[R any](lo, hi, workers int, leaf func(lo, hi int) R, join func(left, right R) R) R {
	if workers == 1 {
		return leaf(lo, hi)
	}
	half := workers / 2
	middle := lo + (hi-lo)*half/workers
	right := make(chan R, 1)
	go func() { right <- fork(middle, hi, workers-half, leaf, join) }()
	left := fork(lo, middle, half, leaf, join)
	return join(left, <-right)
}

// conquer starts the first worker, and waits for it.
func conquer[R any](n, workers int, leaf func(lo, hi int) R, join func(left, right R) R) R {
	result := make(chan R, 1)
	go func() { result <- fork(0, n, workers, leaf, join) }()
	return <-result
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return conquer(len(visits), workers,
		func(lo, hi int) (sum int) {
			for _, v := range visits[lo:hi] {
				sum += cost(v)
			}
			return sum
		},
		func(left, right int) int { return left + right })
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return conquer(len(visits), workers,
		func(lo, hi int) map[string]int {
			counts := map[string]int{}
			for _, v := range visits[lo:hi] {
				counts[normalize(v.Page)]++
			}
			return counts
		},
		func(left, right map[string]int) map[string]int {
			if len(left) < len(right) {
				left, right = right, left
			}
			for page, n := range maps.All(right) {
				left[page] += n
			}
			return left
		})
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return conquer(len(visits), workers,
		func(lo, hi int) (found []Visit) {
			for _, v := range visits[lo:hi] {
				if isSlow(v) {
					found = append(found, v)
				}
			}
			return found
		},
		func(left, right []Visit) []Visit { return slices.Concat(left, right) })
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		visits []Visit
		err    error
	}
	all := conquer(len(lines), workers,
		func(lo, hi int) (p parsed) {
			for _, line := range lines[lo:hi] {
				v, err := parse(line)
				if err != nil {
					return parsed{nil, err}
				}
				p.visits = append(p.visits, v)
			}
			return p
		},
		func(left, right parsed) parsed {
			switch {
			case left.err != nil:
				return left
			case right.err != nil:
				return right
			}
			return parsed{visits: slices.Concat(left.visits, right.visits)}
		})
	return all.visits, all.err
}
