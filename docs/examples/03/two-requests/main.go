// Command two-requests sends a second request before it takes the answer to the first.
package main

import "fmt"

type request struct {
	number int
	reply  chan int
}

func square(requests chan request) {
	for r := range requests {
		r.reply <- r.number * r.number
	}
}

func main() {
	requests := make(chan request)
	go square(requests)

	reply := make(chan int)
	requests <- request{3, reply}
	requests <- request{4, reply}
	fmt.Println(<-reply + <-reply)
}
