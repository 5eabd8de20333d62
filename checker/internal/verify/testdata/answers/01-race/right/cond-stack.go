// right
// One monitor (mutex and condition variable) for everything: a stack of items that is popped from the end of the log, the results, and the number of workers still there, which the caller waits for on the condition; the given functions are called with the lock released.

package main

import (
	"container/heap"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type monitor struct {
	mu      sync.Mutex
	gone    *sync.Cond
	left    int // items not taken; the next is number left-1
	present int // workers not gone
}

// run: call does the work of an item without the lock, and returns what is to be done with it.
func (m *monitor) run(n, workers int, call func(i int) (commit func())) {
	m.gone = sync.NewCond(&m.mu)
	m.left, m.present = n, workers
	for range workers {
		go func() {
			m.mu.Lock()
			defer m.mu.Unlock()
			for m.left > 0 {
				m.left--
				i := m.left
				m.mu.Unlock()
				commit := call(i)
				m.mu.Lock()
				commit()
			}
			m.present--
			m.gone.Signal()
		}()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.present > 0 {
		m.gone.Wait()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var m monitor
	total := 0
	m.run(len(visits), workers, func(i int) func() {
		c := cost(visits[i])
		return func() { total += c }
	})
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var m monitor
	counts := map[string]int{}
	m.run(len(visits), workers, func(i int) func() {
		page := normalize(visits[i].Page)
		return func() { counts[page]++ }
	})
	return counts
}

type items []int

func (h items) Len() int           { return len(h) }
func (h items) Less(i, j int) bool { return h[i] < h[j] }
func (h items) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *items) Push(x any)        { *h = append(*h, x.(int)) }
func (h *items) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var m monitor
	var slow items
	m.run(len(visits), workers, func(i int) func() {
		if !isSlow(visits[i]) {
			return func() {}
		}
		return func() { heap.Push(&slow, i) }
	})
	var found []Visit
	for slow.Len() > 0 {
		found = append(found, visits[heap.Pop(&slow).(int)])
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	var m monitor
	visits := make([]Visit, len(lines))
	at := len(lines)
	var first error
	m.run(len(lines), workers, func(i int) func() {
		v, err := parse(lines[i])
		return func() {
			visits[i] = v
			if err != nil && i < at {
				at, first = i, err
			}
		}
	})
	if first != nil {
		return nil, first
	}
	return visits, nil
}
