// right
// The workers merge their results themselves, pair by pair as in a tournament: each waits for the neighbours that it beats, and the first one is left with all.

package main

// Visit is one line of an access log: a page, and how long it took to serve.
type Visit struct {
	Page   string
	Millis int
}

// player is a worker and what it has found.
type player[R any] struct {
	own  R
	over chan struct{} // closed when own is for the winner
}

// tournament lets each worker find something in its stretch of n items, and merges
// what neighbours have found: right into left.
func tournament[R any](n, workers int, find func(lo, hi int) R, merge func(left, right R) R) R {
	players := make([]player[R], workers)
	for w := range players {
		players[w].over = make(chan struct{})
	}
	for w := range players {
		go func() {
			p := &players[w]
			defer close(p.over)
			p.own = find(w*n/workers, (w+1)*n/workers)
			for distance := 1; w%(2*distance) == 0 && w+distance < workers; distance *= 2 {
				beaten := &players[w+distance]
				<-beaten.over
				p.own = merge(p.own, beaten.own)
			}
		}()
	}
	<-players[0].over
	return players[0].own
}

// Sum adds up cost(v) of all visits.
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	return tournament(len(visits), workers,
		func(lo, hi int) int {
			sum := 0
			for ; lo < hi; lo++ {
				sum += cost(visits[lo])
			}
			return sum
		},
		func(left, right int) int { return left + right })
}

// CountByPage counts the visits of each page, under the name that normalize gives.
func CountByPage(visits []Visit, workers int, normalize func(string) string) map[string]int {
	return tournament(len(visits), workers,
		func(lo, hi int) map[string]int {
			counts := map[string]int{}
			for ; lo < hi; lo++ {
				counts[normalize(visits[lo].Page)]++
			}
			return counts
		},
		func(left, right map[string]int) map[string]int {
			for page, n := range right {
				left[page] += n
			}
			return left
		})
}

// slowLog is a linked list of visits in the order of the log.
type slowLog struct{ head, tail *slowVisit }

type slowVisit struct {
	Visit
	next *slowVisit
}

func (l slowLog) then(m slowLog) slowLog {
	if l.head == nil {
		return m
	}
	if m.head == nil {
		return l
	}
	l.tail.next = m.head
	return slowLog{l.head, m.tail}
}

// Slow returns the visits that isSlow picks, in the order of the log.
func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	all := tournament(len(visits), workers,
		func(lo, hi int) (own slowLog) {
			for ; lo < hi; lo++ {
				if isSlow(visits[lo]) {
					one := &slowVisit{Visit: visits[lo]}
					own = own.then(slowLog{one, one})
				}
			}
			return own
		}, slowLog.then)
	var found []Visit
	for s := all.head; s != nil; s = s.next {
		found = append(found, s.Visit)
	}
	return found
}

// ParseAll turns the lines of a log into visits, in the order of the lines.
// Where lines fail, it returns the error of the earliest of them.
func ParseAll(lines []string, workers int, parse func(string) (Visit, error)) ([]Visit, error) {
	visits := make([]Visit, len(lines))
	err := tournament(len(lines), workers,
		func(lo, hi int) (err error) {
			for ; lo < hi && err == nil; lo++ {
				visits[lo], err = parse(lines[lo])
			}
			return err
		},
		func(left, right error) error {
			if left != nil {
				return left
			}
			return right
		})
	if err != nil {
		return nil, err
	}
	return visits, nil
}
