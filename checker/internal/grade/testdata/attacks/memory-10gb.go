// tries: take ten gigabytes
// state: graded limit
// points: 3
// says: "fail"
// slow: only with WORKSHOP_LONG=whole
// rest: right

package main

import "sync"

func Sum(visits []Visit, workers int, cost func(Visit) int) int {
	var all [][]byte
	for range 10 << 10 {
		b := make([]byte, 1<<20)
		for i := range b {
			b[i] = 1
		}
		all = append(all, b)
	}
	return len(all)
}
