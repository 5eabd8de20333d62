// right
// Sum adds by compare-and-swap, pages are counted with a sync.Map of counters, slow ones are marked in a set of bits by atomic Or.
package main

import (
	"sync"
	"sync/atomic"
)

type Visit struct {
	Page   string
	Millis int
}

func spread(n, workers int, do func(w, i int)) {
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < n; i += workers {
				do(w, i)
			}
		}()
	}
	wg.Wait()
}
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total atomic.Int64
	spread(len(visits), workers, func(_, i int) {
		n := int64(cost(visits[i]))
		for old := total.Load(); !total.CompareAndSwap(old, old+n); old = total.Load() {
		}
	})
	return int(total.Load())
}
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var all sync.Map
	spread(len(visits), workers, func(_, i int) {
		c, _ := all.LoadOrStore(normalize(visits[i].Page), new(atomic.Int64))
		c.(*atomic.Int64).Add(1)
	})
	counts := map[string]int{}
	all.Range(func(page, c any) bool { counts[page.(string)] = int(c.(*atomic.Int64).Load()); return true })
	return counts
}
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	bits := make([]atomic.Uint64, (len(visits)+63)/64)
	spread(len(visits), workers, func(_, i int) {
		if isSlow(visits[i]) {
			bits[i/64].Or(1 << (i % 64))
		}
	})
	var found []Visit
	for i, v := range visits {
		if bits[i/64].Load()>>(i%64)&1 == 1 {
			found = append(found, v)
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
