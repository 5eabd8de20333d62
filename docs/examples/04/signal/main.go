// Command signal shows a context that ends when somebody presses Ctrl-C. Here the program sends that signal to itself.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop() // afterwards Ctrl-C ends the program at once again

	if err := pressCtrlC(); err != nil {
		fmt.Println(err)
		return
	}
	<-ctx.Done() // without NotifyContext the signal would have ended the program
	fmt.Println("tidying up:", ctx.Err())
}

// pressCtrlC sends this program the signal that Ctrl-C sends. Windows cannot do this.
func pressCtrlC() error {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	return self.Signal(os.Interrupt)
}
