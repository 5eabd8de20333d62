// right
// A feeder deals the items out over an unbuffered channel, the caller itself collects the results from another, and a cancelled context stops the feeder at the first failing line, while every line already dealt out is still parsed.

package main

import (
	"context"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type numbered[R any] struct {
	at int
	is R
}

// pipeline calls do for the items in order until ctx ends, and take, on the caller's
// goroutine, for each result. When it returns feeder and workers have ended.
func pipeline[R any](ctx context.Context, items, workers int, do func(i int) R, take func(i int, r R)) {
	todo := make(chan int)
	done := make(chan numbered[R])
	var feeding, working sync.WaitGroup
	feeding.Go(func() {
		defer close(todo)
		for i := range items {
			select {
			case todo <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		working.Go(func() {
			for i := range todo {
				done <- numbered[R]{i, do(i)}
			}
		})
	}
	feeding.Go(func() {
		working.Wait()
		close(done)
	})
	for r := range done {
		take(r.at, r.is)
	}
	feeding.Wait()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	pipeline(context.Background(), len(visits), workers,
		func(i int) int { return cost(visits[i]) },
		func(_ int, c int) { total += c })
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var counts map[string]int
	pipeline(context.Background(), len(visits), workers,
		func(i int) string { return normalize(visits[i].Page) },
		func(_ int, page string) {
			if counts == nil {
				counts = make(map[string]int)
			}
			counts[page]++
		})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	// What has come too early waits for its turn; the workers do not.
	early := map[int]bool{}
	turn := 0
	found := []Visit{}
	pipeline(context.Background(), len(visits), workers,
		func(i int) bool { return isSlow(visits[i]) },
		func(i int, slow bool) {
			early[i] = slow
			for {
				slow, here := early[turn]
				if !here {
					return
				}
				delete(early, turn)
				if slow {
					found = append(found, visits[turn])
				}
				turn++
			}
		})
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	type parsed struct {
		visit Visit
		err   error
	}
	visits := make([]Visit, len(lines))
	var first *numbered[error]
	pipeline(ctx, len(lines), workers,
		func(i int) (p parsed) {
			p.visit, p.err = parse(lines[i])
			return p
		},
		func(i int, p parsed) {
			if p.err == nil {
				visits[i] = p.visit
				return
			}
			stop() // lines are dealt out in order: the earlier ones are with somebody
			if first == nil || i < first.at {
				first = &numbered[error]{i, p.err}
			}
		})
	if first != nil {
		return nil, first.is
	}
	return visits, nil
}
