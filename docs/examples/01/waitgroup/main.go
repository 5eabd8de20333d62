// Main starts two goroutines and waits for both before it uses their results.
package main

import (
	"fmt"
	"strings"
	"sync"
)

func main() {
	var words, letters int
	var wg sync.WaitGroup
	wg.Add(2) // two calls of Done are to come
	go func() {
		defer wg.Done() // the last thing that this goroutine does
		words = len(strings.Fields("to be or not to be"))
	}()
	go func() {
		defer wg.Done()
		letters = len("question")
	}()
	wg.Wait() // returns when Done has been called twice
	fmt.Println("words:", words, "letters:", letters)
}
