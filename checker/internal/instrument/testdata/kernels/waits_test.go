package kernels

import (
	"sync"
	"sync/atomic"
	"testing"
)

// Add is called inside the goroutine, so Wait may run first.

func TestAddInsideBug(t *testing.T) {
	var wg sync.WaitGroup
	var n atomic.Int32
	for i := 0; i < 2; i++ {
		go func() {
			wg.Add(1)
			defer wg.Done()
			n.Add(1)
		}()
	}
	wg.Wait()
	if n.Load() != 2 {
		t.Error("waited for", n.Load())
	}
}

func TestAddInsideRight(t *testing.T) {
	var wg sync.WaitGroup
	var n atomic.Int32
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n.Add(1)
		}()
	}
	wg.Wait()
	if n.Load() != 2 {
		t.Error("waited for", n.Load())
	}
}

// Wait inside the loop that starts the workers.

func waitWhere(inside bool) {
	var wg sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 2; i++ {
		go wg.Done()
		if inside {
			wg.Wait()
		}
	}
	wg.Wait()
}

func TestWaitInLoopBug(t *testing.T)   { waitWhere(true) }
func TestWaitInLoopRight(t *testing.T) { waitWhere(false) }

// An error path does not call Done.

func skipDone(skip bool) {
	var wg sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 2; i++ {
		i := i
		go func() {
			if i == 1 && skip {
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

func TestDoneSkippedBug(t *testing.T)   { skipDone(true) }
func TestDoneSkippedRight(t *testing.T) { skipDone(false) }

// One Done too many.

func TestDoneTwiceBug(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	together(func() { wg.Done() }, func() { wg.Done() })
}

func TestDoneTwiceRight(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(2)
	together(func() { wg.Done() }, func() { wg.Done() })
}

// A signal that comes before the wait.

type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func newGate() *gate {
	g := &gate{}
	g.cond = sync.NewCond(&g.mu)
	return g
}

func TestMissedSignalBug(t *testing.T) {
	g := newGate()
	together(func() {
		g.mu.Lock()
		g.cond.Wait()
		g.mu.Unlock()
	}, func() { g.cond.Signal() })
}

func TestMissedSignalRight(t *testing.T) {
	g := newGate()
	together(func() {
		g.mu.Lock()
		for !g.open {
			g.cond.Wait()
		}
		g.mu.Unlock()
	}, func() {
		g.mu.Lock()
		g.open = true
		g.mu.Unlock()
		g.cond.Signal()
	})
}

// The condition is changed without the lock, so the signal may come between the check and the Wait.

func signalWithoutLock(locked bool) {
	g := newGate()
	var open atomic.Bool
	together(func() {
		g.mu.Lock()
		for !open.Load() {
			g.cond.Wait()
		}
		g.mu.Unlock()
	}, func() {
		if locked {
			g.mu.Lock()
			defer g.mu.Unlock()
		}
		open.Store(true)
		g.cond.Signal()
	})
}

func TestSignalWithoutLockBug(t *testing.T)   { signalWithoutLock(false) }
func TestSignalWithoutLockRight(t *testing.T) { signalWithoutLock(true) }

// One Signal for two waiting goroutines.

func openGate(broadcast bool) {
	g := newGate()
	wait := func() {
		g.mu.Lock()
		for !g.open {
			g.cond.Wait()
		}
		g.mu.Unlock()
	}
	together(wait, wait, func() {
		g.mu.Lock()
		g.open = true
		g.mu.Unlock()
		if broadcast {
			g.cond.Broadcast()
		} else {
			g.cond.Signal()
		}
	})
}

func TestOneSignalBug(t *testing.T)   { openGate(false) }
func TestOneSignalRight(t *testing.T) { openGate(true) }

// An if instead of a for around Wait: another goroutine may take the value first.

type queue struct {
	mu   sync.Mutex
	cond *sync.Cond
	list []int
}

func (q *queue) put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.list = append(q.list, v)
	q.cond.Signal()
}

func (q *queue) take(again bool) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !again && len(q.list) == 0 {
		q.cond.Wait()
	}
	for again && len(q.list) == 0 {
		q.cond.Wait()
	}
	v := q.list[0]
	q.list = q.list[1:]
	return v
}

func takeTwo(again bool) {
	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	together(func() { q.take(again) }, func() { q.take(again) }, func() { q.put(1); q.put(2) })
}

func TestIfInsteadOfForBug(t *testing.T)   { takeTwo(false) }
func TestIfInsteadOfForRight(t *testing.T) { takeTwo(true) }

// A flag set by Store after a Load.

func claim(t *testing.T, swap bool) {
	var taken atomic.Bool
	var n atomic.Int32
	f := func() {
		if swap {
			if taken.CompareAndSwap(false, true) {
				n.Add(1)
			}
			return
		}
		if !taken.Load() {
			taken.Store(true)
			n.Add(1)
		}
	}
	together(f, f)
	if n.Load() != 1 {
		t.Error("claimed by", n.Load())
	}
}

func TestLoadThenStoreBug(t *testing.T)   { claim(t, false) }
func TestLoadThenStoreRight(t *testing.T) { claim(t, true) }

// Busy waiting must let the other goroutine run.

func TestSpinBug(t *testing.T) {
	var ready, seen int32
	go func() {
		for atomic.LoadInt32(&ready) == 0 {
		}
		atomic.StoreInt32(&seen, 1)
	}()
	for atomic.LoadInt32(&seen) == 0 {
	}
}

func TestSpinRight(t *testing.T) {
	var ready, seen int32
	go func() {
		for atomic.LoadInt32(&ready) == 0 {
		}
		atomic.StoreInt32(&seen, 1)
	}()
	atomic.StoreInt32(&ready, 1)
	for atomic.LoadInt32(&seen) == 0 {
	}
}
