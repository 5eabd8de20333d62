package kernels

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

// A goroutine logs after the test may have ended.

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

// A goroutine logs after its subtest has ended. The test is still running, and gets the log.
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

// A loop that reads the clock lets time pass. After the loop no goroutine receives the answer.

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

// A ticker that is never stopped is not a goroutine leak.
func TestTickRight(t *testing.T) { <-time.Tick(time.Second) }

// Fifty goroutines take locks in turn. The bug needs two of them in the middle at the same time.

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
