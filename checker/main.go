// Checker runs the workshop's lessons and tells what is red and why.
package main

import (
	"os"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/sandbox"
)

func main() {
	if code, ok := sandbox.Shim(os.Args); ok { // a sandbox starts the checker as its shim
		os.Exit(code)
	}
	if code, ok := instrument.Child(os.Args); ok { // grading reads strangers' files in a process of its own
		os.Exit(code)
	}
	os.Exit(cli.Main())
}
