// tries: have more blocks than the parser of the checks resolves, and import os
// state: refused
// points: 0
// says: os.Exit
// rest: start

package main

import (
	"os"
	"sync"
)

func init() { os.Exit(0) }

func deep() { <<1200 times {>><<1200 times }>> }
