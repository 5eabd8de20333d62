// right
// No WaitGroup and no channel: each worker has a mutex that the caller locks before it starts the worker and that the worker unlocks at its end, so the caller's second Lock is the waiting.

package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// future is a value that a goroutine of its own works out.
type future[T any] struct {
	pending sync.Mutex // held until value is there
	value   T
}

func promise[T any](work func() T) *future[T] {
	f := new(future[T])
	f.pending.Lock()
	go func() {
		defer f.pending.Unlock() // a mutex belongs to no goroutine
		f.value = work()
	}()
	return f
}

func (f *future[T]) get() T {
	f.pending.Lock()
	defer f.pending.Unlock()
	return f.value
}

// promises starts one future for each worker; the stretches differ by one item at most.
func promises[T any](items, workers int, work func(lo, hi int) T) []*future[T] {
	all := make([]*future[T], 0, workers)
	lo := 0
	for left := workers; left > 0; left-- {
		from, to := lo, lo+(items-lo+left-1)/left
		all = append(all, promise(func() T { return work(from, to) }))
		lo = to
	}
	return all
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	for _, f := range promises(len(visits), workers, func(lo, hi int) (sum int) {
		for ; lo < hi; lo++ {
			sum += cost(visits[lo])
		}
		return
	}) {
		total += f.get()
	}
	return
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	for _, f := range promises(len(visits), workers, func(lo, hi int) []string {
		pages := make([]string, 0, hi-lo)
		for ; lo < hi; lo++ {
			pages = append(pages, normalize(visits[lo].Page))
		}
		return pages
	}) {
		for _, page := range f.get() {
			counts[page]++
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	for _, f := range promises(len(visits), workers, func(lo, hi int) (own []Visit) {
		for ; lo < hi; lo++ {
			if isSlow(visits[lo]) {
				own = append(own, visits[lo])
			}
		}
		return
	}) {
		found = append(found, f.get()...)
	}
	return
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, err error) {
	type stretch struct {
		visits []Visit
		err    error
	}
	for _, f := range promises(len(lines), workers, func(lo, hi int) (s stretch) {
		for ; lo < hi && s.err == nil; lo++ {
			var v Visit
			v, s.err = parse(lines[lo])
			s.visits = append(s.visits, v)
		}
		return
	}) {
		s := f.get() // all of them, failure or not: nobody is left behind
		if err == nil {
			visits, err = append(visits, s.visits...), s.err
		}
	}
	if err != nil {
		return nil, err
	}
	return visits, nil
}
