// A function that holds a lock ends by a panic, and the lock is free again.
package main

import (
	"fmt"
	"sync"
)

var mu sync.Mutex // guards sweets

var sweets = 12

func share(children int) int {
	mu.Lock()
	defer mu.Unlock() // runs when share ends, however it ends
	if children > sweets {
		return 0
	}
	return sweets / children // panics when children is 0
}

func main() {
	defer func() {
		fmt.Println("recovered:", recover())
		fmt.Println("is the lock free?", mu.TryLock())
	}()
	fmt.Println("20 children:", share(20))
	fmt.Println("4 children:", share(4))
	fmt.Println("0 children:", share(0))
}
