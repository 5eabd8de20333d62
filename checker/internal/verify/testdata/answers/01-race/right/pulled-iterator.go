// right
// The items come out of one iterator (iter.Pull2, a coroutine) that the workers pull at by turns, the turn being a token in a channel; each result is sent home in a channel of its own item, and the caller reads those in log order while the workers run.

package main

import "iter"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// results calls do for each item on workers goroutines and yields what comes of
// it, in the order of the items. It always has to be read to its end.
func results[T, R any](items []T, workers int, do func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		type job struct {
			item T
			home chan<- R
		}
		homes := make([]chan R, len(items))
		for i := range homes {
			homes[i] = make(chan R, 1) // room for the one result: no worker waits for the reader
		}
		next, stop := iter.Pull2(func(yield func(int, job) bool) {
			for i, item := range items {
				if !yield(i, job{item, homes[i]}) {
					return
				}
			}
		})
		token := make(chan struct{}, 1)
		token <- struct{}{}
		ended := make(chan struct{})
		for range workers {
			go func() {
				for {
					<-token
					_, j, ok := next()
					token <- struct{}{}
					if !ok {
						ended <- struct{}{}
						return
					}
					j.home <- do(j.item)
				}
			}()
		}
		for _, home := range homes {
			yield(<-home)
		}
		for range workers {
			<-ended
		}
		stop()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for c := range results(visits, workers, cost) {
		total += c
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	for page := range results(visits, workers, func(v Visit) string { return normalize(v.Page) }) {
		counts[page]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var found []Visit
	i := 0
	for slow := range results(visits, workers, isSlow) {
		if slow {
			found = append(found, visits[i])
		}
		i++
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		visit Visit
		err   error
	}
	var visits []Visit
	var first error
	for p := range results(lines, workers, func(line string) (p parsed) {
		p.visit, p.err = parse(line)
		return p
	}) {
		switch {
		case first != nil: // read on
		case p.err != nil:
			visits, first = nil, p.err
		default:
			visits = append(visits, p.visit)
		}
	}
	return visits, first
}
