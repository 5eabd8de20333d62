// Two readers hold a sync.RWMutex at the same time. A writer gets it only when no reader holds it.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.RWMutex
	var inside, done sync.WaitGroup
	leave := make(chan bool)
	inside.Add(2)
	done.Add(2)
	for range 2 {
		go func() {
			defer done.Done()
			mu.RLock()
			defer mu.RUnlock()
			inside.Done()
			<-leave // hold the lock until main closes leave
		}()
	}
	inside.Wait() // both readers hold the lock now
	fmt.Println("two readers inside, does a writer get the lock?", mu.TryLock())
	close(leave)
	done.Wait()
	fmt.Println("no reader inside, does a writer get the lock?", mu.TryLock())
}
