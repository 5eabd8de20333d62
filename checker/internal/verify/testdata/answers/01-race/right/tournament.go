// right
// Workers reduce in a tournament: in round k worker w takes over the whole result of worker w+2^k through a channel and goes on, the beaten one ends; worker 0 holds the result, tagged with indexes where order counts.
package main

import "iter"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

func tournament[P any](n, workers int, play func(iter.Seq[int]) P, beat func(a, b P) P) P {
	seats := make([]chan P, workers)
	for w := range seats {
		seats[w] = make(chan P) // what worker w has in the end
	}
	for w := workers - 1; w >= 0; w-- {
		go func() {
			p := play(func(yield func(int) bool) {
				for i := w; i < n && yield(i); i += workers {
				}
			})
			for step := 1; w%(2*step) == 0 && step < workers; step *= 2 {
				if w+step < workers {
					p = beat(p, <-seats[w+step])
				}
			}
			seats[w] <- p
		}()
	}
	return <-seats[0]
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return tournament(len(visits), workers, func(mine iter.Seq[int]) (s int) {
		for i := range mine {
			s += cost(visits[i])
		}
		return s
	}, func(a, b int) int { return a + b })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return tournament(len(visits), workers, func(mine iter.Seq[int]) map[string]int {
		m := map[string]int{}
		for i := range mine {
			m[normalize(visits[i].Page)]++
		}
		return m
	}, func(a, b map[string]int) map[string]int {
		for p, n := range b {
			a[p] += n
		}
		return a
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	at := tournament(len(visits), workers, func(mine iter.Seq[int]) (s []int) {
		for i := range mine {
			if isSlow(visits[i]) {
				s = append(s, i)
			}
		}
		return s
	}, func(a, b []int) []int {
		m := make([]int, 0, len(a)+len(b))
		for len(a) > 0 && len(b) > 0 {
			if a[0] < b[0] {
				m, a = append(m, a[0]), a[1:]
			} else {
				m, b = append(m, b[0]), b[1:]
			}
		}
		return append(append(m, a...), b...)
	})
	found := make([]Visit, len(at))
	for k, i := range at {
		found[k] = visits[i]
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type part struct {
		visits map[int]Visit
		line   int
		err    error
	}
	p := tournament(len(lines), workers, func(mine iter.Seq[int]) part {
		p := part{visits: map[int]Visit{}, line: len(lines)}
		for i := range mine {
			v, err := parse(lines[i])
			if err != nil {
				p.line, p.err = i, err
				break
			}
			p.visits[i] = v
		}
		return p
	}, func(a, b part) part {
		if b.line < a.line {
			a.line, a.err = b.line, b.err
		}
		for i, v := range b.visits {
			a.visits[i] = v
		}
		return a
	})
	if p.err != nil {
		return nil, p.err
	}
	out := make([]Visit, 0, len(lines))
	for i := range lines {
		out = append(out, p.visits[i])
	}
	return out, nil
}
