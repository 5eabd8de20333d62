// tries: be right in half of the processes, and keep that in an error that it assigns in parentheses
// state: graded unstable
// points: 5
// says: s
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"errors"
	"sync"
)

var errState = errors.New("first")

func Slow(visits []Visit, workers int, isSlow func(Visit) bool) []Visit {
	if errState.Error() == "first" {
		m := map[int]bool{1: true, 2: true}
		for k := range m {
			(errState) = errors.New([]string{"", "right", "wrong"}[k])
			break
		}
	}
	slow := make([]bool, len(visits))
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				slow[i] = isSlow(visits[i])
			}
		}()
	}
	wg.Wait()
	var found []Visit
	for i, v := range visits {
		if slow[i] {
			found = append(found, v)
		}
	}
	if errState.Error() == "wrong" {
		return nil
	}
	return found
}
