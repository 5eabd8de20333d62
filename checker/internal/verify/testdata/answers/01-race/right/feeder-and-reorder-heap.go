// right
// The caller feeds an unbuffered job channel and collects results in one select loop, putting them back in order with a heap; the workers touch nothing but channels.
package main

import "container/heap"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type result[R any] struct {
	at int
	r  R
}

type pending[R any] []result[R]

func (p pending[R]) Len() int           { return len(p) }
func (p pending[R]) Less(i, j int) bool { return p[i].at < p[j].at }
func (p pending[R]) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *pending[R]) Push(x any)        { *p = append(*p, x.(result[R])) }
func (p *pending[R]) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}

// stream calls f(item) in the workers and yield(i, result) in the caller, in order.
func stream[T, R any](items []T, workers int, f func(T) R, yield func(int, R)) {
	jobs, results, ended := make(chan int), make(chan result[R]), make(chan struct{})
	for range workers {
		go func() {
			for i := range jobs {
				results <- result[R]{i, f(items[i])}
			}
			ended <- struct{}{}
		}()
	}
	var early pending[R]
	next, in, alive := 0, jobs, workers
	if len(items) == 0 {
		in = nil
		close(jobs)
	}
	for fed := 0; alive > 0; {
		select {
		case in <- fed:
			if fed++; fed == len(items) {
				in = nil
				close(jobs)
			}
		case r := <-results:
			heap.Push(&early, r)
			for len(early) > 0 && early[0].at == next {
				yield(next, heap.Pop(&early).(result[R]).r)
				next++
			}
		case <-ended:
			alive--
		}
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	stream(visits, workers, cost, func(_, c int) { total += c })
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	stream(visits, workers, func(v Visit) string { return normalize(v.Page) }, func(_ int, p string) { counts[p]++ })
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	stream(visits, workers, isSlow, func(i int, slow bool) {
		if slow {
			found = append(found, visits[i])
		}
	})
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type parsed struct {
		v   Visit
		err error
	}
	var out []Visit
	var first error
	stream(lines, workers, func(l string) (p parsed) {
		p.v, p.err = parse(l)
		return p
	}, func(_ int, p parsed) {
		if first == nil {
			first = p.err
		}
		out = append(out, p.v)
	})
	if first != nil {
		return nil, first
	}
	return out, nil
}
