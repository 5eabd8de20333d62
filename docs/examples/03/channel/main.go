// Command channel shows one value that goes from one goroutine to another.
package main

import "fmt"

func main() {
	words := make(chan string) // a channel for strings

	go func() {
		words <- "hello" // send
	}()

	word := <-words // receive: main waits here until a value comes
	fmt.Println("main received:", word)
}
