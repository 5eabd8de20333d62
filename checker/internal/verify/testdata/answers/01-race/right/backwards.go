// right
// The items are handed out from the last to the first over an unbuffered channel by a feeder goroutine; the caller collects numbered results.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type answer[T any] struct {
	index int
	value T
}

// each calls work for every index below n, the last one first, and collects what it gives.
func each[T any](n, workers int, work func(i int) T) []T {
	todo := make(chan int)
	done := make(chan answer[T])
	var feeder, crew sync.WaitGroup
	feeder.Go(func() {
		defer close(todo)
		for i := n - 1; i >= 0; i-- {
			todo <- i
		}
	})
	for range workers {
		crew.Go(func() {
			for i := range todo {
				done <- answer[T]{i, work(i)}
			}
		})
	}
	all := make([]T, n)
	for range n {
		a := <-done
		all[a.index] = a.value
	}
	feeder.Wait()
	crew.Wait()
	return all
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	for _, c := range each(len(visits), workers, func(i int) int { return cost(visits[i]) }) {
		total += c
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counts map[string]int
	for _, page := range each(len(visits), workers, func(i int) string { return normalize(visits[i].Page) }) {
		if counts == nil {
			counts = make(map[string]int)
		}
		counts[page]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := []Visit{}
	for i, is := range each(len(visits), workers, func(i int) bool { return isSlow(visits[i]) }) {
		if is {
			slow = append(slow, visits[i])
		}
	}
	return slow
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type result struct {
		visit Visit
		err   error
	}
	visits := make([]Visit, 0, len(lines))
	for _, r := range each(len(lines), workers, func(i int) result {
		v, err := parse(lines[i])
		return result{v, err}
	}) {
		if r.err != nil {
			return nil, r.err
		}
		visits = append(visits, r.visit)
	}
	return visits, nil
}
