// Linked reports its task over the checker's link.
package main

import (
	"fmt"
	"os"

	"sharedmap-workshop/checker/explore/link"
)

func main() {
	var task string
	if err := link.Task(&task); err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	if err := link.Send("did", task); err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
}
