// Command default shows a select that does not wait.
package main

import "fmt"

// look takes a letter out of the box if there is one. It never waits.
func look(box chan string) {
	select {
	case letter := <-box:
		fmt.Println("found", letter)
	default: // no other case is possible at this moment
		fmt.Println("found nothing")
	}
}

func main() {
	box := make(chan string, 1)
	look(box)
	box <- "a letter"
	look(box)
	look(box)
}
