// tries: start processes that outlive the test
// state: refused
// points: 0
// says: os/exec
// rest: start

package main

import (
	"os/exec"
	"sync"
)

func init() { exec.Command("sleep", "600").Start() }
