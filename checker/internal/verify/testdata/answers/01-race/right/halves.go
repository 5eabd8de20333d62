// right
// The work is cut in two, again and again, until each half has one worker; each half returns its result to the one that cut it.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return halve(0, len(visits), workers, func(from, to int) int {
		sum := 0
		for _, v := range visits[from:to] {
			sum += cost(v)
		}
		return sum
	}, func(a, b int) int { return a + b })
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return halve(0, len(visits), workers, func(from, to int) map[string]int {
		counts := map[string]int{}
		for _, v := range visits[from:to] {
			counts[normalize(v.Page)]++
		}
		return counts
	}, func(a, b map[string]int) map[string]int {
		for page, n := range b {
			a[page] += n
		}
		return a
	})
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return halve(0, len(visits), workers, func(from, to int) []Visit {
		var found []Visit
		for _, v := range visits[from:to] {
			if isSlow(v) {
				found = append(found, v)
			}
		}
		return found
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type part struct {
		visits []Visit
		err    error
	}
	all := halve(0, len(lines), workers, func(from, to int) part {
		var p part
		for _, line := range lines[from:to] {
			v, err := parse(line)
			if err != nil {
				return part{err: err}
			}
			p.visits = append(p.visits, v)
		}
		return p
	}, func(a, b part) part {
		if a.err != nil {
			return a
		}
		if b.err != nil {
			return b
		}
		return part{visits: append(a.visits, b.visits...)}
	})
	return all.visits, all.err
}

// halve runs one for all workers' shares, and joins the results of two neighbours.
func halve[T any](from, to, workers int, one func(from, to int) T, join func(a, b T) T) T {
	if workers == 1 {
		return one(from, to)
	}
	left := workers / 2
	middle := from + (to-from)*left/workers
	result := make(chan T)
	go func() { result <- halve(from, middle, left, one, join) }()
	b := halve(middle, to, workers-left, one, join)
	return join(<-result, b)
}
