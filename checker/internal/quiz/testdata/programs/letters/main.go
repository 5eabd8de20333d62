// A buffered channel keeps the order of what is sent.
package main

import "fmt"

func main() {
	c := make(chan string, 3)
	c <- "a"
	c <- "b"
	close(c)
	for v := range c {
		fmt.Println(v)
	}
}
