package kernels

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

// A goroutine that logs when the test may be over.

func late(t *testing.T, wait bool) {
	done := make(chan struct{})
	go func() {
		t.Log("done")
		close(done)
	}()
	if wait {
		<-done
	}
}

func TestLateLogBug(t *testing.T)   { late(t, false) }
func TestLateLogRight(t *testing.T) { late(t, true) }

// The same where a subtest ends before the test does: its words go to the test.
func TestLateSubtestRight(t *testing.T) {
	done := make(chan struct{})
	t.Run("sub", func(t *testing.T) {
		go func() {
			t.Log("done")
			close(done)
		}()
	})
	<-done
}

// Looking at the clock again and again lets time pass, and then the answer is asked for no more.

func lookedFor(room int) {
	answer := make(chan int, room)
	go func() { answer <- 1 }()
	for start := time.Now(); time.Since(start) < time.Second; {
	}
}

func TestClockBug(t *testing.T)   { lookedFor(0) }
func TestClockRight(t *testing.T) { lookedFor(1) }

func TestClockAndGoschedRight(t *testing.T) {
	for start := time.Now(); time.Since(start) < time.Second; {
		runtime.Gosched()
	}
}

// A ticker that nobody stops is no goroutine that is left.
func TestTickRight(t *testing.T) { <-time.Tick(time.Second) }

// Fifty that take turns: the mistake needs two of them at once, somewhere in the middle.

type urlLocks struct {
	mu sync.RWMutex
	m  map[string]*sync.Mutex
}

func (l *urlLocks) lock(url string, outside bool) {
	l.mu.Lock()
	if l.m[url] == nil {
		l.m[url] = &sync.Mutex{}
	}
	one := l.m[url]
	if outside {
		l.mu.Unlock()
		one.Lock()
		return
	}
	one.Lock()
	l.mu.Unlock()
}

func (l *urlLocks) unlock(url string) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	l.m[url].Unlock()
}

func manyUsers(outside bool) {
	l := &urlLocks{m: map[string]*sync.Mutex{}}
	var wg sync.WaitGroup
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := 0; j < 5; j++ {
				l.lock("a", outside)
				l.unlock("a")
				time.Sleep(time.Microsecond)
			}
		}()
	}
	wg.Wait()
}

func TestManyUsersBug(t *testing.T)         { manyUsers(false) }
func TestManyUsersRightCapped(t *testing.T) { manyUsers(true) }
