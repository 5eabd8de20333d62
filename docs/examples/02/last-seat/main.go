// Two goroutines sell seats, and there is one seat.
package main

import (
	"fmt"
	"sync"
)

func main() {
	fmt.Println("seats left:", sellTwice())
}

func sellTwice() int {
	var mu sync.Mutex
	seats := 1
	sell := func() {
		mu.Lock()
		free := seats > 0
		mu.Unlock()
		if free {
			mu.Lock()
			seats--
			mu.Unlock()
		}
	}
	var wg sync.WaitGroup
	wg.Add(2)
	for range 2 {
		go func() {
			defer wg.Done()
			sell()
		}()
	}
	wg.Wait()
	return seats
}
