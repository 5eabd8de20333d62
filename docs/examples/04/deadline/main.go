// Command deadline shows a context that ends by itself after 20 milliseconds.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel() // gives the timer back if main ends earlier

	bus := make(chan string) // no bus comes
	select {
	case line := <-bus:
		fmt.Println("taking bus", line)
	case <-ctx.Done():
		fmt.Println("walking:", ctx.Err())
	}
	fmt.Println(errors.Is(ctx.Err(), context.DeadlineExceeded))
}
