// right
// Idle workers queue up by putting their own desk (a channel) into a channel of channels, and the caller lays one item on the first free desk; the number -1 sends a worker home, and its report is the only thing that it ever hands back.
package main

import "strconv"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// job is an item's number; home ends a worker.
const home = -1

func office[R any](n, workers int, report func() (work func(i int), hand func() R)) []R {
	free := make(chan chan int)
	reports := make(chan R, workers)
	for range workers {
		go func() {
			work, hand := report()
			desk := make(chan int)
			for {
				free <- desk
				i := <-desk
				if i == home {
					reports <- hand()
					return
				}
				work(i)
			}
		}()
	}
	for i := range n {
		(<-free) <- i
	}
	all := make([]R, 0, workers)
	for range workers {
		(<-free) <- home
	}
	for range workers {
		all = append(all, <-reports)
	}
	return all
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := office(len(visits), workers, func() (func(int), func() int) {
		part := 0
		return func(i int) { part += cost(visits[i]) }, func() int { return part }
	})
	total := 0
	for _, part := range parts {
		total += part
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	parts := office(len(visits), workers, func() (func(int), func() map[string]int) {
		counts := map[string]int{}
		return func(i int) { counts[normalize(visits[i].Page)]++ }, func() map[string]int { return counts }
	})
	all := parts[0]
	for _, part := range parts[1:] {
		for page, n := range part {
			all[page] += n
		}
	}
	return all
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	parts := office(len(visits), workers, func() (func(int), func() map[string]Visit) {
		mine := map[string]Visit{}
		return func(i int) {
			if isSlow(visits[i]) {
				mine[strconv.Itoa(i)] = visits[i]
			}
		}, func() map[string]Visit { return mine }
	})
	all := map[string]Visit{}
	for _, part := range parts {
		for number, v := range part {
			all[number] = v
		}
	}
	var slow []Visit
	for i := range visits {
		if v, found := all[strconv.Itoa(i)]; found {
			slow = append(slow, v)
		}
	}
	return slow
}

type parsedLine struct {
	line  int
	visit Visit
	err   error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	parts := office(len(lines), workers, func() (func(int), func() []parsedLine) {
		var mine []parsedLine
		return func(i int) {
			v, err := parse(lines[i])
			mine = append(mine, parsedLine{i, v, err})
		}, func() []parsedLine { return mine }
	})
	visits, errs := make([]Visit, len(lines)), make([]error, len(lines))
	for _, part := range parts {
		for _, p := range part {
			visits[p.line], errs[p.line] = p.visit, p.err
		}
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
