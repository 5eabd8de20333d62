// right
// A relay: each worker does its contiguous chunk (rounded up), then takes the one result from its left neighbour, adds its own and hands it to the right; the map, the slice and the error travel.
package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// relay gives every worker a chunk; work may run beside the others, add only when the baton is there.
func relay[L, B any](n, workers int, baton B, work func(lo, hi int) L, add func(baton B, local L) B) B {
	if n == 0 {
		return baton
	}
	size := (n + workers - 1) / workers
	in := make(chan B, 1)
	in <- baton
	for lo := 0; lo < n; lo += size {
		out := make(chan B)
		go func(in <-chan B, out chan<- B, lo, hi int) {
			local := work(lo, hi)
			out <- add(<-in, local)
		}(in, out, lo, min(n, lo+size))
		in = out
	}
	return <-in
}

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return relay(len(visits), workers, 0, func(lo, hi int) (part int) {
		for ; lo < hi; lo++ {
			part += cost(visits[lo])
		}
		return part
	}, func(total, part int) int { return total + part })
}

func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return relay(len(visits), workers, map[string]int{}, func(lo, hi int) []string {
		pages := make([]string, 0, hi-lo)
		for _, v := range visits[lo:hi] {
			pages = append(pages, normalize(v.Page))
		}
		return pages
	}, func(counts map[string]int, pages []string) map[string]int {
		for _, page := range pages {
			counts[page]++
		}
		return counts
	})
}

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	return relay(len(visits), workers, []Visit(nil), func(lo, hi int) []Visit {
		var mine []Visit
		for i := hi - 1; i >= lo; i-- { // from behind, because nobody says otherwise
			if isSlow(visits[i]) {
				mine = append([]Visit{visits[i]}, mine...)
			}
		}
		return mine
	}, func(all, mine []Visit) []Visit { return append(all, mine...) })
}

type story struct {
	visits []Visit
	err    error
}

func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	all := relay(len(lines), workers, story{}, func(lo, hi int) (mine story) {
		for _, line := range lines[lo:hi] {
			v, err := parse(line)
			if err != nil {
				return story{err: err}
			}
			mine.visits = append(mine.visits, v)
		}
		return mine
	}, func(all, mine story) story {
		if all.err != nil {
			return all
		}
		if mine.err != nil {
			return mine
		}
		return story{visits: append(all.visits, mine.visits...)}
	})
	return all.visits, all.err
}
