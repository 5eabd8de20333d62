// right
// Old-fashioned control flow (goto, labels, method values, named results set by defer) over places that belong to one worker each.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type (
	base struct {
		from, step int
		done       func()
	}
	summer struct {
		base
		total  int
		visits []Visit
		cost   func(Visit) int
	}
	counter struct {
		base
		visits []Visit
		name   func(string) string
		counts map[string]int
	}
	picker struct {
		base
		visits []Visit
		slow   func(Visit) bool
		marks  []struct {
			Visit
			ok bool
		}
	}
	parser struct {
		base
		lines  []string
		read   func(string) (Visit, error)
		visits []Visit
		err    error
		at     int
	}
)

func (s *summer) run() {
	defer s.done()
	i := s.from
next:
	if i >= len(s.visits) {
		return
	}
	s.total, i = s.total+s.cost(s.visits[i]), i+s.step
	goto next
}

func (c counter) run() {
	defer c.done()
	for i, page := c.from, ""; i < len(c.visits); i, c.counts[page] = i+c.step, c.counts[page]+1 {
		page = c.name(c.visits[i].Page)
	}
}

func (p picker) run() {
	defer p.done()
	for i := p.from; i < len(p.visits); i += p.step {
		p.marks[i].Visit, p.marks[i].ok = p.visits[i], p.slow(p.visits[i])
	}
}

func (p *parser) run() {
	defer p.done()
lines:
	for p.at = p.from; p.at < len(p.lines); p.at += p.step {
		switch p.visits[p.at], p.err = p.read(p.lines[p.at]); {
		case p.err != nil:
			break lines
		default:
			continue lines
		}
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	var wg sync.WaitGroup
	team := make([]summer, workers)
	defer func() {
		wg.Wait()
		for i := range team {
			total += team[i].total
		}
	}()
	for w := range team {
		wg.Add(1)
		team[w] = summer{base{w, workers, wg.Done}, 0, visits, cost}
		go team[w].run()
	}
	return 0
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) (counts map[string]int) {
	var wg sync.WaitGroup
	own := make(map[int]map[string]int)
	defer func(all *map[string]int) {
		wg.Wait()
		for _, m := range own {
			for page := range m {
				(*all)[page] += m[page]
			}
		}
	}(&counts)
	counts = map[string]int{}
	for w := range workers {
		wg.Add(1)
		own[w] = map[string]int{}
		go counter{base{w, workers, wg.Done}, visits, normalize, own[w]}.run()
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	var wg sync.WaitGroup
	p := picker{base{0, workers, wg.Done}, visits, isSlow, make([]struct {
		Visit
		ok bool
	}, len(visits))}
	w := 0
again:
	wg.Add(1)
	p.from = w
	run := p.run // a copy of p goes with it
	go run()
	if w++; w < workers {
		goto again
	}
	wg.Wait()
	for _, m := range p.marks {
		if m.ok {
			found = append(found, m.Visit)
		}
	}
	return
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, err error) {
	var wg sync.WaitGroup
	visits = make([]Visit, len(lines))
	team := make([]*parser, workers)
	for w := range team {
		wg.Add(1)
		team[w] = &parser{base: base{w, workers, wg.Done}, lines: lines, read: parse, visits: visits}
		go (*parser).run(team[w])
	}
	wg.Wait()
	at := len(lines)
	for _, p := range team {
		if p.err != nil && p.at < at {
			at, err, visits = p.at, p.err, nil
		}
	}
	return
}
