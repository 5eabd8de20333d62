// tries: write to the file that the log writes to
// state: refused
// points: 0
// says: log.Writer
// rest: start

package main

import (
	"log"
	"sync"
)

func init() { log.Writer().Write(nil) }
