// right
// The workers stand in a row and pass one result along by unbuffered channels: each does its stretch, then takes what all before it have found, puts its own behind it and hands it on; the caller holds both ends.

package main

import "iter"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// relay cuts the items into contiguous stretches, rounded up. work does one
// stretch and gives a function that adds what came of it to what is passed on.
func relay[A any](items, workers int, passed A, work func(stretch iter.Seq[int]) func(A) A) A {
	size := (items + workers - 1) / workers
	start := make(chan A)
	in := start
	for w := range workers {
		take, hand := in, make(chan A)
		go func() {
			add := work(func(yield func(int) bool) {
				for i := w * size; i < (w+1)*size && i < items; i++ {
					if !yield(i) {
						return
					}
				}
			})
			hand <- add(<-take)
		}()
		in = hand
	}
	start <- passed
	return <-in
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return relay(len(visits), workers, 0, func(stretch iter.Seq[int]) func(int) int {
		own := 0
		for i := range stretch {
			own += cost(visits[i])
		}
		return func(total int) int { return total + own }
	})
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return relay(len(visits), workers, map[string]int{}, func(stretch iter.Seq[int]) func(map[string]int) map[string]int {
		var pages []string
		for i := range stretch {
			pages = append(pages, normalize(visits[i].Page))
		}
		return func(counts map[string]int) map[string]int { // one map, and whoever has it in hand may write it
			for _, page := range pages {
				counts[page]++
			}
			return counts
		}
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return relay(len(visits), workers, nil, func(stretch iter.Seq[int]) func([]Visit) []Visit {
		var own []Visit
		for i := range stretch {
			if isSlow(visits[i]) {
				own = append(own, visits[i])
			}
		}
		return func(found []Visit) []Visit { return append(found, own...) }
	})
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type log struct {
		visits []Visit
		err    error
	}
	all := relay(len(lines), workers, log{}, func(stretch iter.Seq[int]) func(log) log {
		var own log
		for i := range stretch {
			var v Visit
			if v, own.err = parse(lines[i]); own.err != nil {
				break
			}
			own.visits = append(own.visits, v)
		}
		return func(before log) log {
			if before.err != nil {
				return before
			}
			if own.err != nil {
				return log{err: own.err}
			}
			return log{visits: append(before.visits, own.visits...)}
		}
	})
	return all.visits, all.err
}
