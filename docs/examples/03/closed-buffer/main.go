// Command closed-buffer closes a channel in which values are left.
package main

import "fmt"

func main() {
	c := make(chan int, 3)
	c <- 1
	c <- 2
	close(c)

	sum := 0
	for v := range c {
		sum += v
	}
	v, ok := <-c
	fmt.Println(sum, v, ok)
}
