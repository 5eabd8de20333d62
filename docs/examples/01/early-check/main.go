// A goroutine adds up prices while main goes on.
package main

import (
	"fmt"
	"sync"
)

func main() {
	prices := []int{30, 12}
	sum := 0
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for _, price := range prices {
			sum += price
		}
	}()
	highest := max(prices[0], prices[1])
	if sum < 0 {
		panic("the sum is negative")
	}
	wg.Wait()
	fmt.Println("sum:", sum, "highest:", highest)
}
