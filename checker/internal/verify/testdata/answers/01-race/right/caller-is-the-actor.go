// right
// The caller is the actor: workers send it closures that carry their results, it alone runs them and owns all state; the inbox is closed by the last worker, told by an atomic countdown.
package main

import (
	"sort"
	"sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func act(n, workers int, call func(i int) (then func())) {
	inbox := make(chan func(), workers)
	var next, working atomic.Int32
	working.Store(int32(workers))
	for range workers {
		go func() {
			for {
				i := next.Load()
				if int(i) >= n {
					break
				}
				if !next.CompareAndSwap(i, i+1) {
					continue
				}
				if then := call(int(i)); then != nil {
					inbox <- then
				}
			}
			if working.Add(-1) == 0 {
				close(inbox)
			}
		}()
	}
	for then := range inbox {
		then()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	act(len(visits), workers, func(i int) func() {
		c := cost(visits[i])
		return func() { total += c }
	})
	return
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) (counts map[string]int) {
	act(len(visits), workers, func(i int) func() {
		p := normalize(visits[i].Page)
		return func() {
			if counts == nil {
				counts = make(map[string]int)
			}
			counts[p]++
		}
	})
	return
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	var at []int
	act(len(visits), workers, func(i int) func() {
		if !isSlow(visits[i]) {
			return nil
		}
		return func() {
			k := sort.SearchInts(at, i)
			at = append(at, 0)
			copy(at[k+1:], at[k:])
			at[k] = i
		}
	})
	for _, i := range at {
		found = append(found, visits[i])
	}
	return
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, err error) {
	parsed := make(map[int]Visit)
	errAt := -1
	act(len(lines), workers, func(i int) func() {
		v, e := parse(lines[i])
		return func() {
			switch {
			case e == nil:
				parsed[i] = v
			case errAt < 0 || i < errAt:
				errAt, err = i, e
			}
		}
	})
	for i := 0; err == nil && i < len(lines); i++ {
		visits = append(visits, parsed[i])
	}
	return
}
