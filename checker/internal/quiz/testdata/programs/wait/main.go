// The receiver leaves the loop too early, and the sender waits for ever.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	c := make(chan int)
	wg.Go(func() {
		for n := range 3 {
			c <- n // one at a time
		}
		close(c)
	})
	for n := range c {
		fmt.Println(n)
		break
	}
	wg.Wait()
}
