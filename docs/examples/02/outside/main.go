// Main holds a lock while a goroutine changes a variable.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	price := 10
	done := make(chan bool)
	mu.Lock()
	go func() {
		price = 20
		done <- true
	}()
	<-done
	fmt.Println("price:", price)
	mu.Unlock()
}
