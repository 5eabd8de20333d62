// right
// One desk under a lock deals out the items and takes the results in: a worker calls the function outside the lock and gets back a closure that files its result into shared memory under it; the caller waits on a condition.

package main

import (
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// desk embeds the condition, and by its L the lock.
type desk struct {
	*sync.Cond
	next  int // the first item that nobody has
	items int
	busy  int // workers that have not ended
}

// tally calls do for each item, on workers goroutines, and what do returns under the desk's lock.
func tally(items, workers int, do func(i int) (file func())) {
	d := &desk{Cond: sync.NewCond(new(sync.Mutex)), items: items, busy: workers}
	d.L.Lock()
	defer d.L.Unlock()
	for range workers {
		go d.serve(do)
	}
	for d.busy > 0 {
		d.Wait()
	}
}

func (d *desk) serve(do func(i int) (file func())) {
	d.L.Lock()
	for d.next < d.items {
		i := d.next
		d.next++
		d.L.Unlock()
		file := do(i)
		d.L.Lock()
		file()
	}
	d.busy--
	d.Broadcast()
	d.L.Unlock()
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	tally(len(visits), workers, func(i int) func() {
		c := cost(visits[i])
		return func() { total += c }
	})
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := make(map[string]int)
	tally(len(visits), workers, func(i int) func() {
		page := normalize(visits[i].Page)
		return func() { counts[page]++ }
	})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var places []int // always sorted
	tally(len(visits), workers, func(i int) func() {
		if !isSlow(visits[i]) {
			return func() {}
		}
		return func() {
			at, _ := slices.BinarySearch(places, i)
			places = slices.Insert(places, at, i)
		}
	})
	found := make([]Visit, 0, len(places))
	for _, i := range places {
		found = append(found, visits[i])
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, err error) {
	visits = make([]Visit, len(lines))
	earliest := len(lines)
	tally(len(lines), workers, func(i int) func() {
		v, e := parse(lines[i])
		return func() {
			switch {
			case e == nil && err == nil:
				visits[i] = v
			case e != nil && i < earliest:
				visits, err, earliest = nil, e, i
			}
		}
	})
	return visits, err
}
