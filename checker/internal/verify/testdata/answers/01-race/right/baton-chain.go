// right
// Each worker does its own run of the log first, then takes the baton of the worker before it, adds its part and hands it on; the caller gets the last one.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// relay starts the workers in a row; work does one run of the log and returns what is to be done to the baton.
func relay[B any](n, workers int, first B, work func(lo, hi int) func(*B)) B {
	per := (n + workers - 1) / workers
	in := make(chan B, 1)
	in <- first
	for w := 0; w < workers; w++ {
		out := make(chan B)
		go func(in <-chan B, out chan<- B) {
			add := work(min(w*per, n), min((w+1)*per, n))
			baton := <-in
			add(&baton)
			out <- baton
		}(in, out)
		in = out
	}
	return <-in
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return relay(len(visits), workers, 0, func(lo, hi int) func(*int) {
		own := 0
		for _, v := range visits[lo:hi] {
			own += cost(v)
		}
		return func(total *int) { *total += own }
	})
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return relay(len(visits), workers, map[string]int{}, func(lo, hi int) func(*map[string]int) {
		var pages []string
		for _, v := range visits[lo:hi] {
			pages = append(pages, normalize(v.Page))
		}
		return func(counts *map[string]int) {
			for _, page := range pages {
				(*counts)[page]++
			}
		}
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return relay(len(visits), workers, []Visit(nil), func(lo, hi int) func(*[]Visit) {
		var own []Visit
		for i := lo; i < hi; i++ {
			if v := visits[i]; isSlow(v) {
				own = append(own, v)
			}
		}
		return func(found *[]Visit) { *found = append(*found, own...) }
	})
}

type reading struct {
	visits []Visit
	err    error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	r := relay(len(lines), workers, reading{}, func(lo, hi int) func(*reading) {
		var own reading
		for _, line := range lines[lo:hi] {
			v, err := parse(line)
			if err != nil {
				return func(all *reading) {
					if all.err == nil {
						*all = reading{err: err}
					}
				}
			}
			own.visits = append(own.visits, v)
		}
		return func(all *reading) {
			if all.err == nil {
				all.visits = append(all.visits, own.visits...)
			}
		}
	})
	return r.visits, r.err
}
