// A go statement starts a function and does not wait for it. Main has to wait itself, or the program may end first.
package main

import "fmt"

func main() {
	done := make(chan bool)
	go greet("Mina", done) // starts greet and goes on at once
	<-done                 // main waits here until greet sends
	fmt.Println("main: greet has answered")
}

func greet(name string, done chan bool) {
	fmt.Println("greet: hello,", name)
	done <- true
}
