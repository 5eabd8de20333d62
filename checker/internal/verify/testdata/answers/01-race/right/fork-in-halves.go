// right
// Generic and recursive: the workers are halved with their items until one is left; results are joined on the way back, without sync.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// fork gives leaf each worker's items, and joins what comes back, left before right.
func fork[T any](lo, hi, workers int, leaf func(lo, hi int) T, join func(left, right T) T) T {
	if workers == 1 {
		result := make(chan T)
		go func() { result <- leaf(lo, hi) }()
		return <-result
	}
	left := workers / 2
	mid := lo + (hi-lo)*left/workers
	first := make(chan T)
	go func() { first <- fork(lo, mid, left, leaf, join) }()
	second := fork(mid, hi, workers-left, leaf, join)
	return join(<-first, second)
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return fork(0, len(visits), workers, func(lo, hi int) int {
		part := 0
		for _, v := range visits[lo:hi] {
			part += cost(v)
		}
		return part
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return fork(0, len(visits), workers, func(lo, hi int) map[string]int {
		part := make(map[string]int)
		for _, v := range visits[lo:hi] {
			part[normalize(v.Page)]++
		}
		return part
	}, func(a, b map[string]int) map[string]int {
		for page, n := range b {
			a[page] += n
		}
		return a
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return fork(0, len(visits), workers, func(lo, hi int) (part []Visit) {
		for _, v := range visits[lo:hi] {
			if isSlow(v) {
				part = append(part, v)
			}
		}
		return part
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

type parsedPart struct {
	visits []Visit
	err    error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	all := fork(0, len(lines), workers, func(lo, hi int) (part parsedPart) {
		for _, line := range lines[lo:hi] {
			v, err := parse(line)
			if err != nil {
				return parsedPart{nil, err}
			}
			part.visits = append(part.visits, v)
		}
		return part
	}, func(a, b parsedPart) parsedPart {
		switch {
		case a.err != nil:
			return a
		case b.err != nil:
			return b
		}
		return parsedPart{append(a.visits, b.visits...), nil}
	})
	return all.visits, all.err
}
