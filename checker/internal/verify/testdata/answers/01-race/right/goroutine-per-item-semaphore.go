// right
// A goroutine is born for each item, but only once one of `workers` semaphore slots is free, so at most `workers` calls ever run; results travel over channels, nothing is shared.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type slots chan struct{}

// each runs f(0..n-1), every call in a goroutine of its own, at most w at once,
// and returns when the last of them has handed its slot back.
func each(n, w int, f func(i int)) {
	s := make(slots, w)
	for i := range n {
		s <- struct{}{}
		go func() {
			defer func() { <-s }()
			f(i)
		}()
	}
	for range w { // all slots back: nobody is left
		s <- struct{}{}
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	acc := make(chan int, 1) // the running total wanders through this box
	acc <- 0
	each(len(visits), workers, func(i int) {
		c := cost(visits[i])
		acc <- c + <-acc
	})
	return <-acc
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	box := make(chan map[string]int, 1)
	box <- map[string]int{}
	each(len(visits), workers, func(i int) {
		p := normalize(visits[i].Page)
		m := <-box
		m[p]++
		box <- m
	})
	return <-box
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	verdict := make([]chan bool, len(visits))
	for i := range verdict {
		verdict[i] = make(chan bool, 1)
	}
	each(len(visits), workers, func(i int) { verdict[i] <- isSlow(visits[i]) })
	out := []Visit{}
	for i, v := range verdict {
		if <-v {
			out = append(out, visits[i])
		}
	}
	return out
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	out := make([]Visit, len(lines))
	worst := make(chan failure, 1)
	worst <- failure{line: len(lines)}
	each(len(lines), workers, func(i int) {
		v, err := parse(lines[i])
		if err == nil {
			out[i] = v
			return
		}
		f := <-worst
		if i < f.line {
			f = failure{i, err}
		}
		worst <- f
	})
	if f := <-worst; f.err != nil {
		return nil, f.err
	}
	return out, nil
}
