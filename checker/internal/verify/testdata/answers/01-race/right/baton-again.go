// right
// The workers stand in a row, and a baton with the one result goes from hand to hand; who has it alone may touch the result.

package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// relay gives each worker its stretch of n items. run does the stretch and returns
// what is to be done with the result, once the baton has come to this worker.
func relay[R any](n, workers int, baton R, run func(lo, hi int) func(R) R) R {
	hand := make(chan R)
	first := hand
	for w := range workers {
		mine, next := hand, make(chan R)
		go func() {
			add := run(w*n/workers, (w+1)*n/workers)
			next <- add(<-mine)
		}()
		hand = next
	}
	first <- baton
	return <-hand
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return relay(len(visits), workers, 0, func(lo, hi int) func(int) int {
		own := 0
		for i := lo; i < hi; i++ {
			own += cost(visits[i])
		}
		return func(total int) int { return total + own }
	})
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return relay(len(visits), workers, map[string]int{}, func(lo, hi int) func(map[string]int) map[string]int {
		var pages []string
		for i := lo; i < hi; i++ {
			pages = append(pages, normalize(visits[i].Page))
		}
		return func(counts map[string]int) map[string]int {
			for _, page := range pages {
				counts[page]++
			}
			return counts
		}
	})
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return relay(len(visits), workers, nil, func(lo, hi int) func([]Visit) []Visit {
		var own []Visit
		for i := lo; i < hi; i++ {
			if isSlow(visits[i]) {
				own = append(own, visits[i])
			}
		}
		return func(found []Visit) []Visit { return append(found, own...) }
	})
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type log struct {
		visits []Visit
		err    error
	}
	all := relay(len(lines), workers, log{}, func(lo, hi int) func(log) log {
		var own log
		for i := lo; i < hi && own.err == nil; i++ {
			v, err := parse(lines[i])
			own.visits, own.err = append(own.visits, v), err
		}
		return func(before log) log {
			if before.err != nil {
				return before
			}
			return log{append(before.visits, own.visits...), own.err}
		}
	})
	if all.err != nil {
		return nil, all.err
	}
	return all.visits, nil
}
