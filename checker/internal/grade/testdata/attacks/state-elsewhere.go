// tries: keep what it has drawn in a variable of another package, and be right in half of the processes
// state: refused
// points: 0
// says: io.EOF =
// rest: right

package main

import (
	"errors"
	"io"
	"sync"
)

// wrong in half of the processes
func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	if io.EOF.Error() == "EOF" {
		m := map[int]bool{1: true, 2: true}
		for k := range m {
			io.EOF = errors.New([]string{"", "right", "wrong"}[k])
			break
		}
	}
	total := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := 0; w < workers; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(visits); i += workers {
				c := cost(visits[i])
				mu.Lock()
				total += c
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if io.EOF.Error() == "wrong" {
		return 0
	}
	return total
}
