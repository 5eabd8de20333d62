// wrong: wait
// explain: assertion sender-gone
// With an empty log the early return comes after the workers have started, who then wait for ever on a channel that nobody closes: "A function that has returned has left no goroutine of its own behind (01: workers have ended)".
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	todo := make(chan Visit)
	sums := make(chan int)
	for w := 0; w < workers; w++ {
		go func() {
			for v := range todo {
				sums <- cost(v)
			}
		}()
	}
	if len(visits) == 0 {
		return 0 // bug
	}
	go func() {
		for _, v := range visits {
			todo <- v
		}
		close(todo)
	}()
	total := 0
	for range visits {
		total += <-sums
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				names[i] = normalize(visits[i].Page)
			}
		}()
	}
	wg.Wait()
	counts := map[string]int{}
	for _, name := range names {
		counts[name]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				slow[i] = isSlow(visits[i])
			}
		}()
	}
	wg.Wait()
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], errs[i] = parse(lines[i])
			}
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
