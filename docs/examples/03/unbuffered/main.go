// Command unbuffered shows how long a sender waits if the channel has no room.
package main

import "fmt"

func main() {
	letters := make(chan string) // no room
	sent := make(chan bool)

	go func() {
		letters <- "a letter" // waits until main receives
		fmt.Println("sender: somebody has taken the letter")
		sent <- true
	}()

	fmt.Println("main: receiving now")
	letter := <-letters
	<-sent
	fmt.Println("main: received", letter)
}
