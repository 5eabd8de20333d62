// right
// A queue behind a mutex and a sync.Cond instead of a WaitGroup: workers pop items, the last worker that leaves wakes the caller; the given function runs outside the lock.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type office struct {
	mu      sync.Mutex
	quiet   *sync.Cond
	next, n int
	working int
}

func open(n, workers int, work func(i int) (record func())) {
	o := &office{n: n, working: workers}
	o.quiet = sync.NewCond(&o.mu)
	for range workers {
		go o.worker(work)
	}
	o.mu.Lock()
	for o.working > 0 {
		o.quiet.Wait()
	}
	o.mu.Unlock()
}

func (o *office) worker(work func(i int) (record func())) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.next < o.n {
		i := o.next
		o.next++
		o.mu.Unlock()
		record := work(i)
		o.mu.Lock()
		record()
	}
	o.working--
	if o.working == 0 {
		o.quiet.Signal()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	open(len(visits), workers, func(i int) func() {
		c := cost(visits[i])
		return func() { total += c }
	})
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	open(len(visits), workers, func(i int) func() {
		page := normalize(visits[i].Page)
		return func() { counts[page]++ }
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	picked := map[int]bool{}
	open(len(visits), workers, func(i int) func() {
		slow := isSlow(visits[i])
		return func() {
			if slow {
				picked[i] = true
			}
		}
	})
	slow := make([]Visit, 0, len(picked))
	for i := range visits {
		if picked[i] {
			slow = append(slow, visits[i])
		}
	}
	return slow
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make(map[int]Visit)
	first, firstErr := len(lines), error(nil)
	open(len(lines), workers, func(i int) func() {
		v, err := parse(lines[i])
		return func() {
			visits[i] = v
			if err != nil && i < first {
				first, firstErr = i, err
			}
		}
	})
	if firstErr != nil {
		return nil, firstErr
	}
	all := make([]Visit, 0, len(lines))
	for i := range lines {
		all = append(all, visits[i])
	}
	return all, nil
}
