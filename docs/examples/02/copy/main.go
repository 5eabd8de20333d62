// A copy of a struct has a lock of its own: it is free while the lock of the original is held.
package main

import (
	"fmt"
	"slices"
	"sync"
)

type room struct {
	mu     sync.Mutex // guards guests
	guests map[string]bool
}

func main() {
	rooms := []room{{guests: map[string]bool{}}}
	copies := slices.Clone(rooms) // copies each struct, its lock included

	rooms[0].mu.Lock()
	fmt.Println("is the original free?", rooms[0].mu.TryLock())
	fmt.Println("is the copy free?", copies[0].mu.TryLock())

	copies[0].guests["Mina"] = true
	fmt.Println("guests of the original:", len(rooms[0].guests))
}
