// right
// Workers take the next item by an atomic counter; results go through compare-and-swap, and the map itself travels in a channel.
package main

import "sync/atomic"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// Sum adds up cost(v) of all visits. The visits are spread over the workers.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	take(len(visits), workers, func(i int) {
		c := int64(cost(visits[i]))
		for old := total.Load(); !total.CompareAndSwap(old, old+c); old = total.Load() {
		}
	})
	return int(total.Load())
}

// CountByPage counts the visits of each page.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	travelling := make(chan map[string]int, 1)
	travelling <- map[string]int{}
	take(len(visits), workers, func(i int) {
		page := normalize(visits[i].Page)
		counts := <-travelling
		counts[page]++
		travelling <- counts
	})
	return <-travelling
}

// Slow returns the visits that isSlow picks.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]atomic.Bool, len(visits))
	take(len(visits), workers, func(i int) { slow[i].Store(isSlow(visits[i])) })
	var found []Visit
	for i, v := range visits {
		if slow[i].Load() {
			found = append(found, v)
		}
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	visits := make([]Visit, len(lines))
	var earliest atomic.Pointer[failure]
	take(len(lines), workers, func(i int) {
		v, err := parse(lines[i])
		if err == nil {
			visits[i] = v
			return
		}
		mine := &failure{i, err}
		for old := earliest.Load(); old == nil || old.line > i; old = earliest.Load() {
			if earliest.CompareAndSwap(old, mine) {
				return
			}
		}
	})
	if f := earliest.Load(); f != nil {
		return nil, f.err
	}
	return visits, nil
}

// take runs workers that take the numbers below n one by one.
func take(n, workers int, do func(i int)) {
	var next atomic.Int64
	done := make(chan bool)
	for range workers {
		go func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
			done <- true
		}()
	}
	for range workers {
		<-done
	}
}
