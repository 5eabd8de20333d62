// Command senders has two goroutines that send on one channel.
package main

import "fmt"

// receiveThree returns the letters in the order of their receives.
func receiveThree() string {
	letters := make(chan string)
	go func() {
		letters <- "a"
		letters <- "b"
	}()
	go func() {
		letters <- "X"
	}()

	received := ""
	for range 3 {
		received += <-letters
	}
	return received
}

func main() {
	fmt.Println(receiveThree())
}
