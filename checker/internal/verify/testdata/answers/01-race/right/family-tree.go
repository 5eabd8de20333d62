// right
// Each worker starts up to two others before its own work and waits for them after it, as a heap of goroutines.
package main

import ()

type Visit struct {
	Page   string
	Millis int
}

func spread(n, workers int, do func(w, i int)) {
	var node func(w int, up chan<- struct{})
	node = func(w int, up chan<- struct{}) {
		down, kids := make(chan struct{}), 0
		for k := 2*w + 1; k <= 2*w+2 && k < workers; k++ {
			kids++
			go node(k, down)
		}
		for i := w; i < n; i += workers {
			do(w, i)
		}
		for ; kids > 0; kids-- {
			<-down
		}
		up <- struct{}{}
	}
	root := make(chan struct{})
	go node(0, root)
	<-root
}
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	each := make([]int, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = cost(visits[i]) })
	total := 0
	for _, n := range each {
		total += n
	}
	return total
}
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	each := make([]string, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = normalize(visits[i].Page) })
	counts := map[string]int{}
	for _, page := range each {
		counts[page]++
	}
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	each := make([]bool, len(visits))
	spread(len(visits), workers, func(_, i int) { each[i] = isSlow(visits[i]) })
	var found []Visit
	for i, slow := range each {
		if slow {
			found = append(found, visits[i])
		}
	}
	return found
}
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	out, errs := make([]Visit, len(lines)), make([]error, len(lines))
	spread(len(lines), workers, func(_, i int) { out[i], errs[i] = parse(lines[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
