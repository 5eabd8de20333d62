// Two goroutines and main send one word each, and main sends a last word after Wait.
package main

import (
	"fmt"
	"sync"
)

func main() {
	fmt.Println(order())
}

// order returns the words in the order in which they were sent.
func order() string {
	words := make(chan string, 4) // a channel with room for four words
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		words <- "a"
		wg.Done()
	}()
	go func() {
		words <- "b"
		wg.Done()
	}()
	words <- "m"
	wg.Wait()
	words <- "end"
	return <-words + " " + <-words + " " + <-words + " " + <-words
}
