// tries: start goroutines without end
// state: graded limit
// points: 3
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var bomb func()
	bomb = func() {
		go bomb()
		go bomb()
		select {}
	}
	bomb()
	return 0
}
