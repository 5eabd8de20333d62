// Command buffered shows how long a sender waits if the channel has room for two values.
package main

import "fmt"

func main() {
	letters := make(chan string, 2) // room for two
	taken := make(chan string)

	letters <- "first"  // does not wait, though nobody receives yet
	letters <- "second" // does not wait
	fmt.Println("in the channel:", len(letters), "of", cap(letters))

	go func() {
		letter := <-letters // makes room for one
		taken <- letter
	}()
	letters <- "third" // waits until there is room again
	fmt.Println("taken:", <-taken)
	fmt.Println("in the channel:", len(letters), "of", cap(letters))
}
