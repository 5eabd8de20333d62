// tries: tear an interface apart by a data race, to read other memory
// state: graded
// points: 0
// says: data-race
// slow: only with WORKSHOP_LONG=whole
// rest: start

package main

import "sync"

type reader interface{ word() uint64 }
type address struct{ at *uint64 }
type number struct{ n *uint64 }

func (a *address) word() uint64 { return *a.at }
func (n *number) word() uint64  { return 0 }

func init() {
	var at uint64 = 0x4141
	var r reader = &number{}
	a, n := &address{&at}, &number{}
	done := make(chan bool)
	go func() {
		for range 1000000 {
			r = a
			r = n
		}
		close(done)
	}()
	func() {
		defer func() { recover() }()
		for range 1000000 {
			r.word()
		}
	}()
	<-done
}
