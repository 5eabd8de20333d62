// A hundred goroutines share one variable. Each takes the lock before it uses the variable, so no sale is lost.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex // guards tickets
	tickets := 100
	var wg sync.WaitGroup
	for range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock() // waits while another goroutine holds mu
			tickets--
			mu.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println("tickets left:", tickets)
}
