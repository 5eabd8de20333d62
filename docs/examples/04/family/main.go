// Command family cancels a context that has a parent and a child.
package main

import (
	"context"
	"fmt"
)

func main() {
	top, cancelTop := context.WithCancel(context.Background())
	middle, cancelMiddle := context.WithCancel(top)
	bottom, cancelBottom := context.WithCancel(middle)
	defer cancelTop()
	defer cancelBottom()

	cancelMiddle()
	fmt.Println("top:", top.Err())
	fmt.Println("middle:", middle.Err())
	fmt.Println("bottom:", bottom.Err())
}
