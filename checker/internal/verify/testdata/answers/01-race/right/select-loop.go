// right
// The caller is feeder and collector in one select loop; the workers know nothing but two channels.

package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// outcome is what f made of the item at index.
type outcome[R any] struct {
	index int
	value R
}

// through sends all items through the workers, and hands each outcome to take,
// which the caller's goroutine runs, in the order in which they come back.
func through[T, R any](items []T, workers int, f func(T) R, take func(index int, value R)) {
	todo := make(chan int)
	done := make(chan outcome[R])
	gone := make(chan struct{})
	for range workers {
		go func() {
			for i := range todo {
				done <- outcome[R]{i, f(items[i])}
			}
			gone <- struct{}{}
		}()
	}

	next := 0
	for missing := len(items); missing > 0; {
		give := todo
		if next == len(items) {
			give = nil // nothing left to give
		}
		select {
		case give <- next:
			next++
		case o := <-done:
			take(o.index, o.value)
			missing--
		}
	}
	close(todo)
	for range workers {
		<-gone
	}
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	through(visits, workers, cost, func(_, c int) { total += c })
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	name := func(v Visit) string { return normalize(v.Page) }
	through(visits, workers, name, func(_ int, page string) { counts[page]++ })
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := map[int]bool{}
	through(visits, workers, isSlow, func(i int, slow bool) {
		if slow {
			picked[i] = true
		}
	})
	found := make([]Visit, 0, len(picked))
	for i, v := range visits {
		if picked[i] {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		visit Visit
		err   error
	}
	visits := make([]Visit, len(lines))
	first, failure := len(lines), error(nil)
	parseOne := func(line string) parsed {
		v, err := parse(line)
		return parsed{v, err}
	}
	through(lines, workers, parseOne, func(i int, p parsed) {
		visits[i] = p.visit
		if p.err != nil && i < first {
			first, failure = i, p.err
		}
	})
	if failure != nil {
		return nil, failure
	}
	return visits, nil
}
