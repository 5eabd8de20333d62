// right
// Everything is shared and nothing is locked: an atomic sum, a lock-free stack of page names, a bit set by atomic Or, the earliest failure behind one compare-and-swapped pointer (lines after it are skipped), and the last worker closes a channel.

package main

import (
	"math/bits"
	conc "sync/atomic"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// deal hands out 0..items-1 one by one to workers goroutines.
func deal(items, workers int, do func(i int)) {
	var next conc.Uint64
	left := int32(workers)
	ended := make(chan struct{})
	worker := func() {
		for {
			i := next.Add(1) - 1
			if i >= uint64(items) {
				break
			}
			do(int(i))
		}
		if conc.AddInt32(&left, -1) == 0 {
			close(ended)
		}
	}
	for range workers {
		go worker()
	}
	<-ended
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var total conc.Uintptr // wraps around as int does
	deal(len(visits), workers, func(i int) {
		total.Add(uintptr(cost(visits[i])))
	})
	return int(total.Load())
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	type note struct {
		page  string
		below *note
	}
	var top conc.Pointer[note]
	deal(len(visits), workers, func(i int) {
		n := &note{page: normalize(visits[i].Page)}
		for {
			n.below = top.Load()
			if top.CompareAndSwap(n.below, n) {
				return
			}
		}
	})
	counts := map[string]int{}
	for n := top.Load(); n != nil; n = n.below {
		counts[n.page]++
	}
	return counts
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	slow := make([]conc.Uint64, (len(visits)+63)/64)
	deal(len(visits), workers, func(i int) {
		if isSlow(visits[i]) {
			slow[i/64].Or(1 << (i % 64))
		}
	})
	var found []Visit
	for w := range slow {
		for word := slow[w].Load(); word != 0; word &= word - 1 {
			found = append(found, visits[64*w+bits.TrailingZeros64(word)])
		}
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	type failure struct {
		line int
		err  error
	}
	var first conc.Pointer[failure]
	first.Store(&failure{line: len(lines)})
	visits := make([]Visit, len(lines))
	deal(len(lines), workers, func(i int) {
		if first.Load().line < i {
			return // whatever comes of this line, an earlier one has failed
		}
		v, err := parse(lines[i])
		if err == nil {
			visits[i] = v
			return
		}
		mine := &failure{i, err}
		for old := first.Load(); i < old.line; old = first.Load() {
			if first.CompareAndSwap(old, mine) {
				return
			}
		}
	})
	if err := first.Load().err; err != nil {
		return nil, err
	}
	return visits, nil
}
