package kernels

import (
	"sync"
	"testing"
)

// Thirty thousand signals. A goroutine that starts to wait after the last one waits forever.

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

// A hundred and fifty goroutines. Each sends while it holds a lock that its receiver needs first.

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
