// Command reply shows requests that bring along the channel for their answer.
package main

import "fmt"

// request asks for the square of number.
type request struct {
	number int
	reply  chan<- int // the square goes here; chan<- means: only sending is allowed
}

func square(requests <-chan request) { // <-chan means: only receiving is allowed
	for r := range requests {
		r.reply <- r.number * r.number
	}
}

func main() {
	requests := make(chan request)
	go square(requests)

	for n := range 4 {
		reply := make(chan int) // a new one for each request
		requests <- request{number: n, reply: reply}
		fmt.Println("the square of", n, "is", <-reply)
	}
	close(requests) // ends the loop in square
}
