// right
// Each worker starts two more, and joins what they found with its own: a tree whose root is the caller's.
package main

import (
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// tree gives worker id of n its part of the work and returns the parts joined in the order of the workers.
func tree[T any](id, n int, part func(id int) T, join func(a, b T) T) T {
	if n == 1 {
		return part(id)
	}
	var left, right T
	var both sync.WaitGroup
	both.Add(2)
	go func() {
		defer both.Done()
		left = tree(id, n/2, part, join)
	}()
	go func() {
		defer both.Done()
		right = tree(id+n/2, n-n/2, part, join)
	}()
	both.Wait()
	return join(left, right)
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return tree(0, workers, func(id int) int {
		sum := 0
		for i := id; i < len(visits); i += workers {
			sum += cost(visits[i])
		}
		return sum
	}, func(a, b int) int { return a + b })
}

// CountByPage counts the visits of each page. Pages are written in several
// ways; normalize gives the name under which a page is counted.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	own := make([]map[string]int, workers) // each worker has a map of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		own[w] = map[string]int{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				page := normalize(visits[i].Page)
				own[w][page]++
			}
		}()
	}
	wg.Wait()

	counts := map[string]int{}
	for _, m := range own {
		for page, n := range m {
			counts[page] += n
		}
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return tree(0, workers, func(id int) []Visit {
		var found []Visit
		for _, v := range visits[id*len(visits)/workers : (id+1)*len(visits)/workers] {
			if isSlow(v) {
				found = append(found, v)
			}
		}
		return found
	}, func(a, b []Visit) []Visit { return append(a, b...) })
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	errs := make([]error, len(lines)) // each line has a place of its own
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(lines); i += workers {
				visits[i], errs[i] = parse(lines[i])
			}
		}()
	}
	wg.Wait()

	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return visits, nil
}
