// wrong: still-parallel
// The gate that lets workers calls in waits with if instead of for: a goroutine that comes between a Signal and the waking takes the place, the woken one goes in too, and more than workers calls run; breaks "Never more than workers calls at once".

package main

import (
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	g := newGate(workers)
	costs := make([]int, len(visits)) // each visit has a place of its own
	var wg sync.WaitGroup
	for i, v := range visits {
		wg.Add(1)
		go func() {
			defer wg.Done()
			g.enter()
			defer g.leave()
			costs[i] = cost(v)
		}()
	}
	wg.Wait()

	total := 0
	for _, c := range costs {
		total += c
	}
	return total
}

// gate lets a number of goroutines in at once.
type gate struct {
	mu    sync.Mutex
	freed *sync.Cond
	free  int
}

func newGate(places int) *gate {
	g := &gate{free: places}
	g.freed = sync.NewCond(&g.mu)
	return g
}

func (g *gate) enter() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.free <= 0 { // bug
		g.freed.Wait() // each leave wakes exactly one
	}
	g.free--
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free++
	g.freed.Signal()
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := make([]map[string]int, workers) // each worker has a map of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		own[w] = map[string]int{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				own[w][page]++
			}
		}()
	}
	wg.Wait()

	counts := map[string]int{}
	for _, m := range own {
		for page, n := range m {
			counts[page] += n
		}
	}
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits)) // each visit has a place of its own
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

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines)) // each line has a place of its own
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
