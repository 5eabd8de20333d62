// tries: sleep for ever
// state: graded limit
// points: 3
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"sync"
	"time"
)

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	for {
		time.Sleep(time.Second)
	}
}
