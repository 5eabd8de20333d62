// tries: tear a slice apart by a data race, to write to other memory
// state: graded
// points: 0
// says: data-race
// rest: right

package main

import "sync"

var torn []uint64

func init() {
	long, short := make([]uint64, 1<<16), make([]uint64, 1)
	done := make(chan bool)
	go func() {
		for range 200000 {
			torn = long
			torn = short
		}
		close(done)
	}()
	for range 200000 {
		if s := torn; len(s) > 1 {
			s[1]++
		}
	}
	<-done
}
