// Command once shows a function that runs once, and that every caller waits for.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	var menu string

	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { // the first caller runs it, the others wait here
				fmt.Println("writing the menu")
				menu = "soup"
			})
			fmt.Println("guest: the menu says", menu)
		}()
	}
	wg.Wait()
}
