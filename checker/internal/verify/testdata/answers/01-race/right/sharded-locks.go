// right
// Everything is shared, but behind locks that are never held over a call: sharded maps, a sharded sum, runs merged in order, and a guarded earliest failure that lets later lines be skipped.
package main

import (
	"hash/maphash"
	"sync"
)

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

const shardCount = 8

var seed = maphash.MakeSeed()

type shard struct {
	sync.Mutex
	counts map[string]int
	total  int
}

// deal gives contiguous chunks, rounded up, to the workers.
func deal(n, workers int, work func(w, lo, hi int)) {
	var wg sync.WaitGroup
	defer wg.Wait()
	size := (n + workers - 1) / workers
	for w := 0; w < workers; w++ {
		lo, hi := min(w*size, n), min((w+1)*size, n)
		wg.Add(1)
		go func() {
			defer wg.Done()
			work(w, lo, hi)
		}()
	}
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var shards [shardCount]shard
	deal(len(visits), workers, func(w, lo, hi int) {
		s := &shards[w%shardCount]
		for i := lo; i < hi; i++ {
			c := cost(visits[i])
			s.Lock()
			s.total += c
			s.Unlock()
		}
	})
	total := 0
	for i := range shards {
		total += shards[i].total
	}
	return total
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	var shards [shardCount]shard
	deal(len(visits), workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			p := normalize(visits[i].Page)
			s := &shards[maphash.String(seed, p)%shardCount]
			s.Lock()
			if s.counts == nil {
				s.counts = map[string]int{}
			}
			s.counts[p]++
			s.Unlock()
		}
	})
	var all map[string]int
	for i := range shards {
		for p, n := range shards[i].counts {
			if all == nil {
				all = map[string]int{}
			}
			all[p] = n // a page lives in one shard only
		}
	}
	return all
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	var mu sync.RWMutex
	runs := map[int][]Visit{}
	deal(len(visits), workers, func(w, lo, hi int) {
		var run []Visit
		for i := lo; i < hi; i++ {
			if isSlow(visits[i]) {
				run = append(run, visits[i])
			}
		}
		mu.Lock()
		defer mu.Unlock()
		runs[w] = run
	})
	var found []Visit
	for w := range workers {
		found = append(found, runs[w]...)
	}
	return found
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	var mu sync.RWMutex
	at, failed := len(lines), error(nil)
	out := make([]Visit, len(lines))
	deal(len(lines), workers, func(_, lo, hi int) {
		for i := lo; i < hi; i++ {
			mu.RLock()
			needless := at < i
			mu.RUnlock()
			if needless {
				return
			}
			v, err := parse(lines[i])
			out[i] = v
			if err != nil {
				mu.Lock()
				if i < at {
					at, failed = i, err
				}
				mu.Unlock()
			}
		}
	})
	if failed != nil {
		return nil, failed
	}
	return out, nil
}
