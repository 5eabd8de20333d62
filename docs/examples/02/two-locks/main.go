// Two goroutines need two locks each and take them in opposite orders. Each holds one lock and waits for the other for ever.
package main

import (
	"sync"
)

func main() {
	var pen, paper sync.Mutex
	var ready, done sync.WaitGroup
	ready.Add(2)
	done.Add(2)
	go func() {
		defer done.Done()
		pen.Lock()
		ready.Done()
		ready.Wait() // go on when both goroutines hold a lock
		paper.Lock()
	}()
	go func() {
		defer done.Done()
		paper.Lock()
		ready.Done()
		ready.Wait()
		pen.Lock()
	}()
	done.Wait()
}
