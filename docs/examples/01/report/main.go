// Two goroutines write one variable, and nothing orders the two writes. Run with -race, the program prints a report.
package main

import (
	"fmt"
	"sync"
)

func main() {
	found := false
	var wg sync.WaitGroup
	wg.Add(2)
	for range 2 {
		go func() {
			found = true // both goroutines write here
			wg.Done()
			wg.Wait() // stay until both have written
		}()
	}
	wg.Wait()
	fmt.Println("found:", found)
}
