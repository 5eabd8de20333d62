// right
// Scratch memory is kept at package level between calls, cleared before each use, and nothing of it is handed to the caller.
package main

import "sync"

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// desk is what one worker writes on.
type desk struct {
	sum    int
	counts map[string]int
	picked []int
	_      [64]byte
}

func (d *desk) wipe() {
	d.sum = 0
	clear(d.counts)
	d.picked = d.picked[:0]
}

var storeroom struct {
	sync.Mutex
	desks []*desk
}

func init() {
	for range 3 {
		storeroom.desks = append(storeroom.desks, &desk{counts: map[string]int{}})
	}
}

func takeDesk() *desk {
	storeroom.Lock()
	defer storeroom.Unlock()
	n := len(storeroom.desks)
	if n == 0 {
		return &desk{counts: map[string]int{}}
	}
	d := storeroom.desks[n-1]
	storeroom.desks = storeroom.desks[:n-1]
	d.wipe()
	return d
}

func giveBack(desks []*desk) {
	storeroom.Lock()
	defer storeroom.Unlock()
	if len(storeroom.desks) < 100 {
		storeroom.desks = append(storeroom.desks, desks...)
	}
}

// onDesks lets every worker do its part of n items on a desk of its own.
func onDesks(n, workers int, do func(d *desk, i int), read func(d *desk)) {
	desks := make([]*desk, workers)
	defer func() { giveBack(desks) }()
	var wg sync.WaitGroup
	for w := range desks {
		desks[w] = takeDesk()
		lo, hi := n*w/workers, n*(w+1)/workers
		wg.Add(1)
		go func(d *desk) {
			defer wg.Done()
			for i := lo; i < hi; i++ {
				do(d, i)
			}
		}(desks[w])
	}
	wg.Wait()
	for _, d := range desks {
		read(d)
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) (total int) {
	onDesks(len(visits), workers,
		func(d *desk, i int) { d.sum += cost(visits[i]) },
		func(d *desk) { total += d.sum })
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	counts := map[string]int{}
	onDesks(len(visits), workers,
		func(d *desk, i int) { d.counts[normalize(visits[i].Page)]++ },
		func(d *desk) {
			for page, n := range d.counts {
				counts[page] += n
			}
		})
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) (found []Visit) {
	onDesks(len(visits), workers,
		func(d *desk, i int) {
			if isSlow(visits[i]) {
				d.picked = append(d.picked, i)
			}
		},
		func(d *desk) {
			for _, i := range d.picked {
				found = append(found, visits[i])
			}
		})
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) (visits []Visit, err error) {
	visits = make([]Visit, len(lines))
	errs := make([]error, workers)
	defer func() {
		if err != nil {
			visits = nil
		}
	}()
	var wg sync.WaitGroup
	wg.Add(workers)
	for w := range errs {
		go func() {
			defer wg.Done()
			for i := len(lines) * w / workers; i < len(lines)*(w+1)/workers && errs[w] == nil; i++ {
				visits[i], errs[w] = parse(lines[i])
			}
		}()
	}
	wg.Wait()
	for _, err = range errs {
		if err != nil {
			return
		}
	}
	return
}
