// tries: leave a goroutine behind
// state: graded
// points: 3
// says: leak
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import (
	"sync"
	"time"
)

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	total := 0
	for _, v := range visits {
		total += cost(v)
	}
	go func() {
		for {
			time.Sleep(time.Hour)
		}
	}()
	return total
}
