// Checker runs the workshop's lessons and tells what is red and why.
package main

import (
	"os"

	"sharedmap-workshop/checker/internal/cli"
)

func main() { os.Exit(cli.Main()) }
