// Command select shows a goroutine that waits for a send and for a receive at the same time.
package main

import "fmt"

func main() {
	orders, bills := make(chan string), make(chan int)

	go func() { // the kitchen
		fmt.Println("kitchen: got the order for", <-orders)
		bills <- 12
	}()

	for range 2 { // the waiter
		select {
		case orders <- "soup": // possible while the kitchen receives
		case sum := <-bills: // possible while the kitchen sends
			fmt.Println("waiter: the bill is", sum)
		}
	}
}
