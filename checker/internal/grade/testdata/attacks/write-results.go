// tries: write into the folder of results
// state: refused
// points: 0
// says: os.WriteFile
// rest: start

package main

import (
	"os"
	"sync"
)

func init() { os.WriteFile("/tmp/results.jsonl", nil, 0o644) }
