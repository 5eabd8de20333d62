// right
// Workers that have ended meet two by two at a channel with one place: who finds it empty leaves its result there and goes, who finds one merges it with its own; the one that holds all parts ends it. Items are done from the last to the first.

package main

import (
	"cmp"
	"maps"
	"slices"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func gather[A any](workers int, work func(w int) A, merge func(a, b A) A) A {
	type heap struct {
		parts int // of how many workers
		of    A
	}
	box := make(chan heap, 1)
	whole := make(chan A)
	for w := workers - 1; w >= 0; w-- {
		go func() {
			mine := heap{1, work(w)}
			for mine.parts < workers {
				select {
				case box <- mine:
					return
				case other := <-box:
					mine = heap{mine.parts + other.parts, merge(mine.of, other.of)}
				}
			}
			whole <- mine.of
		}()
	}
	return <-whole
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return gather(workers, func(w int) (sum int) {
		for i := len(visits) - 1 - w; i >= 0; i -= workers {
			sum += cost(visits[i])
		}
		return sum
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return gather(workers, func(w int) map[string]int {
		counts := map[string]int{}
		for i := len(visits) - 1 - w; i >= 0; i -= workers {
			page := normalize(visits[i].Page)
			counts[page]++
		}
		return counts
	}, func(a, b map[string]int) map[string]int {
		for page, n := range maps.All(a) {
			b[page] += n
		}
		return b
	})
}

// numbered is something and its place in the log.
type numbered[T any] struct {
	at   int
	what T
}

func inOrder[T any](all []numbered[T]) []T {
	slices.SortFunc(all, func(a, b numbered[T]) int { return cmp.Compare(a.at, b.at) })
	var out []T
	for _, n := range all {
		out = append(out, n.what)
	}
	return out
}

func both[T any](a, b []numbered[T]) []numbered[T] { return append(a, b...) }

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return inOrder(gather(workers, func(w int) (found []numbered[Visit]) {
		for i := len(visits) - 1 - w; i >= 0; i -= workers {
			if isSlow(visits[i]) {
				found = append(found, numbered[Visit]{i, visits[i]})
			}
		}
		return found
	}, both[Visit]))
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		good []numbered[Visit]
		bad  []numbered[error]
	}
	all := gather(workers, func(w int) (p parsed) {
		for i := len(lines) - 1 - w; i >= 0; i -= workers {
			if v, err := parse(lines[i]); err != nil {
				p.bad = append(p.bad, numbered[error]{i, err})
			} else {
				p.good = append(p.good, numbered[Visit]{i, v})
			}
		}
		return p
	}, func(a, b parsed) parsed {
		return parsed{both(a.good, b.good), both(a.bad, b.bad)}
	})
	for _, err := range inOrder(all.bad) {
		return nil, err
	}
	return inOrder(all.good), nil
}
