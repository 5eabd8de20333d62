// Package jobs has a worker that is started by an init function.
package jobs

import (
	"sync"
	"time"
)

var (
	queue = make(chan func())
	mu    sync.Mutex
	done  int
	tick  = time.NewTicker(time.Second)
)

func init() {
	ready := make(chan bool)
	go work(ready)
	<-ready
	go watch()
}

func work(ready chan bool) {
	close(ready)
	for f := range queue {
		f()
	}
}

// watch changes a variable at intervals, forever.
func watch() {
	for range tick.C {
		mu.Lock()
		done++
		mu.Unlock()
	}
}

// Do lets the worker run f, and waits until f has returned.
func Do(f func()) {
	over := make(chan bool)
	queue <- func() { f(); over <- true }
	<-over
}
