// Command both-ready has a select of which both cases are possible.
package main

import (
	"context"
	"fmt"
)

// next returns a number, or the error of an ended context.
func next(ctx context.Context, numbers chan int) (number int, err error) {
	select {
	case <-ctx.Done():
		err = ctx.Err()
	case number = <-numbers:
	}
	return number, err
}

// draw calls next with an ended context and a channel that holds a number.
func draw() (int, error) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	numbers := make(chan int, 1)
	numbers <- 7
	return next(ctx, numbers)
}

func main() {
	fmt.Println(draw())
}
