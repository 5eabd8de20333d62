// Command cancel shows a goroutine that stops waiting because its context is cancelled.
package main

import (
	"context"
	"fmt"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	news := make(chan string) // nobody ever sends news
	ended := make(chan bool)

	go func() { // the listener
		select {
		case text := <-news:
			fmt.Println("listener: news:", text)
		case <-ctx.Done(): // possible as soon as ctx has ended
			fmt.Println("listener: I stop,", ctx.Err())
		}
		ended <- true
	}()

	fmt.Println("main: before cancel:", ctx.Err())
	cancel()
	<-ended // cancel does not wait for the listener, so main does
	fmt.Println("main: after cancel:", ctx.Err())
}
