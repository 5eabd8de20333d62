// right
// Each worker starts the next one and ends only after it has, so that the caller waits for a single goroutine.
package main

import ()

// Visit is one line of an access log.
type Visit struct {
	Page   string
	Millis int
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	parts := make([]int, workers)
	spread(len(visits), workers, func(w, i int) { parts[w] += cost(visits[i]) })
	total := 0
	for _, p := range parts {
		total += p
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	names := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { names[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, n := range names {
		counts[n]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { slow[i] = isSlow(visits[i]) })
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { visits[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}

func spread(n, workers int, do func(w, i int)) {
	<-link(0, n, workers, do)
}

func link(w, n, workers int, do func(w, i int)) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if w+1 < workers && w+1 < n {
			next := link(w+1, n, workers, do)
			defer func() { <-next }()
		}
		for i := n - 1 - w; i >= 0; i -= workers {
			do(w, i)
		}
	}()
	return done
}
