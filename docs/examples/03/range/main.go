// Command range shows a loop that receives from a channel until the channel is closed.
package main

import "fmt"

func main() {
	numbers := make(chan int)

	go func() {
		for n := range 3 {
			numbers <- n
		}
		close(numbers) // without this line the loop below waits for ever
	}()

	for n := range numbers {
		fmt.Println("received:", n)
	}
	n, ok := <-numbers // a closed channel never lets a receiver wait
	fmt.Println("after the loop:", n, ok)
}
