// right
// One queue of closures for each call; a goroutine per item would do as well, so Slow has one, with a semaphore inside.
package main

import (
	"cmp"
	"slices"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

type record struct {
	at  int
	err error
}

// debug would print; here it keeps quiet.
func debug(...any) {}

func runAll(workers int, jobs []func()) {
	queue := make(chan func(), len(jobs))
	for _, job := range jobs {
		queue <- job
	}
	close(queue)
	var gate sync.WaitGroup
	gate.Add(workers)
	for range workers {
		go func() {
			defer gate.Done()
			for job := range queue {
				job()
			}
		}()
	}
	gate.Wait()
	debug("done")
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var mu sync.Mutex
	total := 0
	var jobs []func()
	for _, v := range visits {
		jobs = append(jobs, func() {
			c := cost(v)
			mu.Lock()
			total += c
			mu.Unlock()
		})
	}
	runAll(workers, jobs)
	return total
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
	room := make(chan struct{}, workers)
	places := make(chan int, len(visits))
	var wg sync.WaitGroup
	for i := range visits {
		wg.Add(1)
		go func() {
			defer wg.Done()
			room <- struct{}{}
			slow := isSlow(visits[i])
			<-room
			if slow {
				places <- i
			}
		}()
	}
	wg.Wait()
	close(places)
	var all []int
	for i := range places {
		all = append(all, i)
	}
	slices.Sort(all)
	found := make([]Visit, 0, len(all))
	for _, i := range all {
		found = append(found, visits[i])
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	var mu sync.Mutex
	var bad []record
	var jobs []func()
	for i, line := range lines {
		jobs = append(jobs, func() {
			v, err := parse(line)
			if err != nil {
				mu.Lock()
				defer mu.Unlock()
				bad = append(bad, record{i, err})
				return
			}
			visits[i] = v
		})
	}
	runAll(workers, jobs)
	if len(bad) > 0 {
		return nil, slices.MinFunc(bad, func(a, b record) int { return cmp.Compare(a.at, b.at) }).err
	}
	return visits, nil
}
