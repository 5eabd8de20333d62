// Command deadlock shows how Go ends a program in which every goroutine waits.
package main

import "fmt"

func main() {
	c := make(chan int)
	c <- 1           // waits for a receiver
	fmt.Println(<-c) // the only receiver, and main never gets here
}
