package kernels

import (
	"sync"
	"testing"
)

// One goroutine takes a lock twice.

type box struct {
	mu sync.Mutex
	n  int
}

func (b *box) size() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.n
}

func (b *box) growTwice() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n = b.size() + 1
}

func (b *box) grow() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
}

func TestDoubleLockBug(t *testing.T) {
	b := &box{}
	go b.growTwice()
	b.size()
}

func TestDoubleLockRight(t *testing.T) {
	b := &box{}
	go b.grow()
	b.size()
}

// Two goroutines take two locks in opposite orders.

func both(a, b *sync.Mutex, wg *sync.WaitGroup) {
	defer wg.Done()
	a.Lock()
	defer a.Unlock()
	b.Lock()
	defer b.Unlock()
}

func TestLockOrderBug(t *testing.T) {
	var a, b sync.Mutex
	var wg sync.WaitGroup
	wg.Add(2)
	go both(&a, &b, &wg)
	go both(&b, &a, &wg)
	wg.Wait()
}

func TestLockOrderRight(t *testing.T) {
	var a, b sync.Mutex
	var wg sync.WaitGroup
	wg.Add(2)
	go both(&a, &b, &wg)
	go both(&a, &b, &wg)
	wg.Wait()
}

// A counter read and written in two critical sections.

func (b *box) growInTwo() {
	n := b.size()
	b.mu.Lock()
	b.n = n + 1
	b.mu.Unlock()
}

func count(t *testing.T, b *box, grow func()) {
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			grow()
		}()
	}
	wg.Wait()
	if n := b.size(); n != 2 {
		t.Errorf("2 increments made %d", n)
	}
}

func TestLostUpdateBug(t *testing.T) {
	b := &box{}
	count(t, b, b.growInTwo)
}

func TestLostUpdateRight(t *testing.T) {
	b := &box{}
	count(t, b, b.grow)
}

// Two goroutines check whether a channel is closed, then both close it.

type door struct {
	once sync.Once
	done chan struct{}
}

func (d *door) close() {
	select {
	case <-d.done:
	default:
		close(d.done)
	}
}

func (d *door) closeOnce() { d.once.Do(func() { close(d.done) }) }

func twoClose(close func()) {
	var wg sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 2; i++ {
		go func() {
			defer wg.Done()
			close()
		}()
	}
	wg.Wait()
}

func TestDoubleCloseBug(t *testing.T) {
	d := &door{done: make(chan struct{})}
	twoClose(d.close)
}

func TestDoubleCloseRight(t *testing.T) {
	d := &door{done: make(chan struct{})}
	twoClose(d.closeOnce)
}

// x++ without a lock.

func TestPlainIncrementBug(t *testing.T) {
	n := 0
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n++
		}()
	}
	wg.Wait()
	if n != 2 {
		t.Fatal("lost", n)
	}
}

func TestPlainIncrementRight(t *testing.T) {
	n := 0
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			n++
		}()
	}
	wg.Wait()
	if n != 2 {
		t.Fatal("lost", n)
	}
}
