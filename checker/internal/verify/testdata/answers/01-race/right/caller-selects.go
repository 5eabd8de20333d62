// right
// The caller itself is the server: one select that hands out items and takes in answers (a nil channel once all is out), keeps early answers back until it is their turn, and is the only goroutine that touches any result.

package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type answer[T any] struct {
	item  int
	value T
}

// serve gives take the values of call, in order of the items, in the caller's goroutine.
func serve[T any](n, workers int, call func(i int) T, take func(i int, value T)) {
	jobs := make(chan int)
	answers := make(chan answer[T])
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range jobs {
				answers <- answer[T]{i, call(i)}
			}
		}()
	}

	early := map[int]T{}
	for sent, got, turn := 0, 0, 0; got < n; {
		out := jobs
		if sent == n {
			out = nil
		}
		select {
		case out <- sent:
			sent++
		case a := <-answers:
			got++
			early[a.item] = a.value
			for value, ok := early[turn]; ok; value, ok = early[turn] {
				delete(early, turn)
				take(turn, value)
				turn++
			}
		}
	}
	close(jobs)
	wg.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	serve(len(visits), workers, func(i int) int { return cost(visits[i]) },
		func(_ int, c int) { total += c })
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counts map[string]int // nil as long as there is nothing to count
	serve(len(visits), workers, func(i int) string { return normalize(visits[i].Page) },
		func(_ int, page string) {
			if counts == nil {
				counts = map[string]int{}
			}
			counts[page]++
		})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	serve(len(visits), workers, func(i int) bool { return isSlow(visits[i]) },
		func(i int, slow bool) {
			if slow {
				found = append(found, visits[i])
			}
		})
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, first error) {
	type outcome struct {
		visit Visit
		err   error
	}
	serve(len(lines), workers, func(i int) outcome {
		v, err := parse(lines[i])
		return outcome{v, err}
	}, func(_ int, o outcome) {
		switch {
		case first != nil:
		case o.err != nil:
			visits, first = nil, o.err
		default:
			visits = append(visits, o.visit)
		}
	})
	return visits, first
}
