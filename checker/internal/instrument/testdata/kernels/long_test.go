package kernels

import (
	"sync"
	"testing"
)

// Thirty thousand signals, and who begins to wait after the last of them waits for ever.

func signals(kept bool) {
	cond := sync.NewCond(&sync.Mutex{})
	ready := false
	go func() {
		cond.L.Lock()
		defer cond.L.Unlock()
		for !kept || !ready {
			if cond.Wait(); !kept {
				return
			}
		}
	}()
	for i := 0; i < 30_000; i++ {
		cond.L.Lock()
		ready = true
		cond.L.Unlock()
		cond.Signal()
	}
}

func TestLateForSignalsBug(t *testing.T)         { signals(false) }
func TestLateForSignalsRightCapped(t *testing.T) { signals(true) }

// A hundred and fifty at once, each of which sends with the lock held that its receiver wants first.

func sender() {
	var mu sync.Mutex
	watchers := map[int]chan int{}
	go func() {
		for i := 0; i < 100; i++ {
			mu.Lock()
			for _, c := range watchers {
				c <- i
			}
			mu.Unlock()
		}
	}()
	c := make(chan int)
	mu.Lock()
	watchers[0] = c
	mu.Unlock()
	mu.Lock()
	delete(watchers, 0)
	mu.Unlock()
}

func TestManySendersBug(t *testing.T) {
	for i := 0; i < 150; i++ {
		go sender()
	}
}
