// Command one-stop tells two goroutines to stop by sending one value.
package main

import (
	"fmt"
	"sync"
)

func main() {
	stop := make(chan bool)

	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			<-stop
			wg.Done()
		}()
	}

	stop <- true
	fmt.Println("both are told to stop")
	wg.Wait()
}
