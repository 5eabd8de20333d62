// right
// One goroutine owns the result; the workers send it commands, and the caller gets the result when all workers are done.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	owned(len(visits), workers, func(i int, tell func(func())) {
		c := cost(visits[i])
		tell(func() { total += c })
	})
	return total
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	owned(len(visits), workers, func(i int, tell func(func())) {
		page := normalize(visits[i].Page)
		tell(func() { counts[page]++ })
	})
	return counts
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := map[int]bool{}
	owned(len(visits), workers, func(i int, tell func(func())) {
		if isSlow(visits[i]) {
			tell(func() { slow[i] = true })
		}
	})
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := map[int]error{}
	owned(len(lines), workers, func(i int, tell func(func())) {
		v, err := parse(lines[i])
		tell(func() {
			if err != nil {
				errs[i] = err
			}
			visits[i] = v
		})
	})
	for i := range lines {
		if errs[i] != nil {
			return nil, errs[i]
		}
	}
	return visits, nil
}

// owned runs the workers. What they hand to tell runs in one goroutine, one after the other.
func owned(n, workers int, work func(i int, tell func(func()))) {
	commands := make(chan func())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for c := range commands {
			c()
		}
	}()
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				work(i, func(c func()) { commands <- c })
			}
		}()
	}
	wg.Wait()
	close(commands)
	<-ended
}
