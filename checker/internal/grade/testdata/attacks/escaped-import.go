// tries: import a package whose path is written with escapes
// state: refused
// points: 0
// says: x6fs
// rest: start

package main

import (
	"\x6fs"
	"sync"
)

func init() { os.Exit(0) }
