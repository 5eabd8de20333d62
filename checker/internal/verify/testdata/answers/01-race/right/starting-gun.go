// right
// The workers are registered with context.AfterFunc and start when the context is cancelled (a starting gun); each closes a channel of its own, and ParseAll passes no line behind a failed one.
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

func race(workers int, run func(w int)) {
	ctx, gun := context.WithCancel(context.Background())
	defer gun()
	finished := make([]chan struct{}, workers)
	for w := range finished {
		finished[w] = make(chan struct{})
		context.AfterFunc(ctx, func() {
			defer close(finished[w])
			run(w)
		})
	}
	gun()
	for _, f := range finished {
		<-f
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	race(workers, func(w int) {
		for i := w; i < len(visits); i += workers {
			parts[w] += cost(visits[i])
		}
	})
	total := 0
	for _, part := range parts {
		total += part
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	var mu sync.Mutex
	race(workers, func(w int) {
		for i := w; i < len(visits); i += workers {
			page := normalize(visits[i].Page)
			mu.Lock()
			counts[page]++
			mu.Unlock()
		}
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	race(workers, func(w int) {
		for i := w; i < len(visits); i += workers {
			slow[i] = isSlow(visits[i])
		}
	})
	var found []Visit
	for i, is := range slow {
		if is {
			found = append(found, visits[i])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var mu sync.Mutex
	bad := len(lines) // the earliest line that failed so far
	var badErr error
	race(workers, func(w int) {
		for i := w; i < len(lines); i += workers {
			mu.Lock()
			late := i > bad
			mu.Unlock()
			if late {
				return
			}
			v, err := parse(lines[i])
			if err == nil {
				visits[i] = v
				continue
			}
			mu.Lock()
			if i < bad {
				bad, badErr = i, err
			}
			mu.Unlock()
			return
		}
	})
	if badErr != nil {
		return nil, badErr
	}
	return visits, nil
}
