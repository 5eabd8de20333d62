package kernels

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Time passes only when all goroutines are blocked. A goroutine that yields runs again before a timer fires.

func tickEvery(t *testing.T, every time.Duration) *time.Ticker {
	tick := time.NewTicker(every)
	t.Cleanup(tick.Stop)
	return tick
}

func TestManyLocksBesideTickerRight(t *testing.T) {
	tickEvery(t, time.Second)
	var locks [400]sync.Mutex
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range locks {
			locks[i].Lock()
			locks[i].Unlock()
		}
	})
	wg.Wait()
}

func TestManyLoadsBesideDeadlineRight(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var slots [400]atomic.Int32
	for i := range slots {
		if slots[i].Load() != 0 {
			t.Error("not zero")
		}
	}
	if ctx.Err() != nil {
		t.Error("the time is up, although nothing waited")
	}
}

func TestGoschedBesideTimeoutRight(t *testing.T) {
	done := make(chan bool)
	go func() {
		for i := 0; i < 300; i++ {
			runtime.Gosched()
		}
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
		t.Error("the time is up, although somebody could move")
	}
}

func TestManyLooksAtTheClockRight(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var spent time.Duration
	for i := 0; i < 100; i++ {
		start := time.Now()
		spent += time.Since(start)
	}
	if ctx.Err() != nil || spent >= time.Second {
		t.Error("the time is up, although nothing waited")
	}
}

func TestTickerThatNobodyReadsRight(t *testing.T) {
	tickEvery(t, time.Millisecond)
	time.Sleep(10 * time.Second)
}

func TestSpinsUntilTimerRight(t *testing.T) {
	tickEvery(t, time.Millisecond)
	var done atomic.Bool
	time.AfterFunc(10*time.Second, func() { done.Store(true) })
	for !done.Load() {
		runtime.Gosched()
	}
}

func TestCountsTicksRight(t *testing.T) {
	tick := tickEvery(t, time.Millisecond)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; i < 1500; i++ {
			<-tick.C
		}
	})
	wg.Wait()
}

func TestLongSleepsRightCapped(t *testing.T) {
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; i < 6000; i++ {
			time.Sleep(time.Millisecond)
		}
	})
	wg.Wait()
}

func TestDaylongBesideTickerRightCapped(t *testing.T) {
	tick := tickEvery(t, time.Second)
	stop := make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-tick.C:
			case <-stop:
				return
			}
		}
	})
	time.Sleep(24 * time.Hour)
	close(stop)
	wg.Wait()
}

func TestEndsLongAfterTheTestRight(t *testing.T) {
	go func() {
		for i := 0; i < 100; i++ {
			time.Sleep(time.Second)
		}
	}()
}

// A cleaner that is never stopped runs forever by its timer, ticker or sleep, while main waits for it.

type cleaner struct {
	mu      sync.Mutex
	running bool
	stop    chan bool
	cleaned int
}

func (c *cleaner) start() {
	c.mu.Lock()
	c.running = true
	c.mu.Unlock()
}

func (c *cleaner) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running {
		c.stop <- true
		c.running = false
	}
}

func (c *cleaner) clean() {
	c.mu.Lock()
	c.cleaned++
	c.mu.Unlock()
}

func cleans(run func(c *cleaner)) {
	c := &cleaner{stop: make(chan bool)}
	var wg sync.WaitGroup
	wg.Go(func() { run(c) })
	c.end()
	wg.Wait()
}

func TestCleanerWithTimerBug(t *testing.T) {
	cleans(func(c *cleaner) {
		c.start()
		t := time.NewTimer(time.Minute)
		defer t.Stop()
		for {
			select {
			case <-c.stop:
				return
			case <-t.C:
				c.clean()
				t.Reset(time.Minute)
			}
		}
	})
}

func TestCleanerWithTickerBug(t *testing.T) {
	cleans(func(c *cleaner) {
		c.start()
		t := time.NewTicker(time.Minute)
		defer t.Stop()
		for {
			select {
			case <-c.stop:
				return
			case <-t.C:
				c.clean()
			}
		}
	})
}

func TestCleanerWithSleepBug(t *testing.T) {
	cleans(func(c *cleaner) {
		c.start()
		for {
			select {
			case <-c.stop:
				return
			default:
				c.clean()
				time.Sleep(time.Minute)
			}
		}
	})
}

func TestPollsForeverBug(t *testing.T) {
	var ready atomic.Bool
	for !ready.Load() {
		time.Sleep(time.Second)
	}
}
