// tries: print sixty gigabytes
// state: limit
// points: 3
// says: output
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"fmt"
	"strings"
	"sync"
)

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	s := strings.Repeat("flood ", 1<<20)
	for range 10 << 10 {
		fmt.Print(s)
	}
	return 0
}
