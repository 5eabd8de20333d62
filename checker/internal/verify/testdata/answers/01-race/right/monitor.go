// right
// A monitor with a condition variable hands out the items, lets finished ones through in order, and knows when the last worker has left.

package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// monitor is all that the workers share: what is still to be done, what is done
// out of order, and how many workers there are.
type monitor[R any] struct {
	mu      sync.Mutex
	changed *sync.Cond
	items   int
	next    int       // the next item that nobody has taken
	due     int       // the next item that is to be let through
	early   map[int]R // finished before its turn
	working int
	pass    func(R) bool // false: no item after this one matters
	over    bool
}

// run has do called for each item by the workers, and passes what it returns, in
// the order of the items.
func run[R any](items, workers int, do func(i int) R, pass func(R) bool) {
	m := &monitor[R]{items: items, early: map[int]R{}, working: workers, pass: pass}
	m.changed = sync.NewCond(&m.mu)
	for range workers {
		go m.work(do)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for m.working > 0 {
		m.changed.Wait()
	}
}

func (m *monitor[R]) work(do func(i int) R) {
	m.mu.Lock()
	for m.next < m.items && !m.over {
		i := m.next
		m.next++
		m.mu.Unlock()
		r := do(i)
		m.mu.Lock()
		m.finish(i, r)
	}
	m.working--
	m.changed.Signal() // there is only the caller to be woken
	m.mu.Unlock()
}

// finish lets through what has become due.
func (m *monitor[R]) finish(i int, r R) {
	m.early[i] = r
	for !m.over {
		r, ready := m.early[m.due]
		if !ready {
			return
		}
		delete(m.early, m.due)
		m.due++
		m.over = !m.pass(r)
	}
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	run(len(visits), workers,
		func(i int) int { return cost(visits[i]) },
		func(c int) bool { total += c; return true })
	return total
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	run(len(visits), workers,
		func(i int) string { return normalize(visits[i].Page) },
		func(page string) bool { counts[page]++; return true })
	return counts
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var found []Visit
	i := 0
	run(len(visits), workers,
		func(i int) bool { return isSlow(visits[i]) },
		func(slow bool) bool {
			if slow {
				found = append(found, visits[i])
			}
			i++
			return true
		})
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		visit Visit
		err   error
	}
	var visits []Visit
	var failure error
	run(len(lines), workers,
		func(i int) parsed {
			v, err := parse(lines[i])
			return parsed{v, err}
		},
		func(p parsed) bool {
			if p.err != nil {
				visits, failure = nil, p.err
				return false
			}
			visits = append(visits, p.visit)
			return true
		})
	return visits, failure
}
