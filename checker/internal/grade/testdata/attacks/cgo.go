// tries: run C code in the linker's constructor
// state: refused
// points: 0
// says: \"C\"
// rest: start

package main

import (
	"C"
	"sync"
)

func init() { C.exit(0) }
