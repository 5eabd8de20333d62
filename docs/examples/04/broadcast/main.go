// Command broadcast shows that closing a channel lets every goroutine go on that waits for it.
package main

import (
	"fmt"
	"sync"
)

func main() {
	start := make(chan struct{}) // carries no value; it is only closed
	started := make([]bool, 3)

	var wg sync.WaitGroup
	for i := range started {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-start // waits until start is closed
			started[i] = true
		}()
	}

	close(start) // one close for all three
	wg.Wait()
	fmt.Println("started:", started)

	<-start // a later receive does not wait either
	fmt.Println("main goes on, too")
}
