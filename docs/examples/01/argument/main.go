// A goroutine gets a name as an argument and finds another one in a captured variable.
package main

import "fmt"

func main() {
	name := "Ana"
	start, done := make(chan bool), make(chan bool)
	go func(given string) {
		<-start
		fmt.Println(given, name)
		done <- true
	}(name)
	name = "Ben"
	start <- true
	<-done
}
