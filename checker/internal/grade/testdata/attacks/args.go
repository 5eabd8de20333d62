// tries: make the test binary run no test
// state: refused
// points: 0
// says: os.Args
// rest: start

package main

import (
	"os"
	"sync"
)

func init() { os.Args = []string{"x", "-test.run=^$"} }
