// Two goroutines read a counter and write it. The messages have a lock of their own.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	lines, count := 0, 0
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			lines++
			mu.Unlock()
			count++
		})
	}
	wg.Wait()
	fmt.Println(lines, count > 0)
}
