// Two goroutines send to one channel, and main prints what arrives.
package main

import "fmt"

func main() {
	fmt.Println(order())
}

// order returns the letters in the order in which they arrive.
func order() string {
	c := make(chan string, 2)
	go func() { c <- "A" }()
	go func() { c <- "B" }()
	return <-c + <-c
}
