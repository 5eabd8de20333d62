package kernels

import (
	"errors"
	"sync"
	"testing"
)

// A reader takes the read lock a second time, while a writer waits between the two.

type table struct {
	mu sync.RWMutex
	m  map[string]int
}

func (b *table) get(k string) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.m[k]
}

func (b *table) set(k string, v int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.m[k] = v
}

func TestReadWriteReadBug(t *testing.T) {
	b := &table{m: map[string]int{}}
	together(func() {
		b.mu.RLock()
		defer b.mu.RUnlock()
		b.get("a")
	}, func() { b.set("a", 1) })
}

func TestReadWriteReadRight(t *testing.T) {
	b := &table{m: map[string]int{}}
	together(func() {
		b.get("a")
		b.get("a")
	}, func() { b.set("a", 1) })
}

// A goroutine takes the write lock while it holds the read lock.

func TestUpgradeBug(t *testing.T) {
	b := &table{m: map[string]int{}}
	b.mu.RLock()
	if b.m["a"] == 0 {
		b.set("a", 1)
	}
	b.mu.RUnlock()
}

func TestUpgradeRight(t *testing.T) {
	b := &table{m: map[string]int{}}
	if b.get("a") == 0 {
		b.set("a", 1)
	}
}

// Two readers both take the write lock while they hold the read lock.

func TestBothUpgradeBug(t *testing.T) {
	b := &table{m: map[string]int{}}
	add := func() {
		n := b.get("a")
		b.set("a", n+1)
	}
	together(add, add)
	if n := b.get("a"); n != 2 {
		t.Errorf("2 additions made %d", n)
	}
}

func TestBothUpgradeRight(t *testing.T) {
	b := &table{m: map[string]int{}}
	add := func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.m["a"]++
	}
	together(add, add)
	if n := b.get("a"); n != 2 {
		t.Errorf("2 additions made %d", n)
	}
}

// An early return does not release the lock.

var errEmpty = errors.New("empty")

type stack struct {
	mu   sync.Mutex
	list []int
}

func (s *stack) popHolding() (int, error) {
	s.mu.Lock()
	if len(s.list) == 0 {
		return 0, errEmpty
	}
	v := s.list[len(s.list)-1]
	s.list = s.list[:len(s.list)-1]
	s.mu.Unlock()
	return v, nil
}

func (s *stack) pop() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.list) == 0 {
		return 0, errEmpty
	}
	v := s.list[len(s.list)-1]
	s.list = s.list[:len(s.list)-1]
	return v, nil
}

func TestEarlyReturnBug(t *testing.T) {
	s := &stack{list: []int{1}}
	together(func() { s.popHolding() }, func() { s.popHolding() })
	s.popHolding()
}

func TestEarlyReturnRight(t *testing.T) {
	s := &stack{list: []int{1}}
	together(func() { s.pop() }, func() { s.pop() })
	s.pop()
}

// Three goroutines take three locks in a cycle.

func TestThreeLocksBug(t *testing.T) {
	var a, b, c sync.Mutex
	take := func(x, y *sync.Mutex) func() {
		return func() {
			x.Lock()
			y.Lock()
			y.Unlock()
			x.Unlock()
		}
	}
	together(take(&a, &b), take(&b, &c), take(&c, &a))
}

func TestThreeLocksRight(t *testing.T) {
	var a, b, c sync.Mutex
	take := func(x, y *sync.Mutex) func() {
		return func() {
			x.Lock()
			y.Lock()
			y.Unlock()
			x.Unlock()
		}
	}
	together(take(&a, &b), take(&b, &c), take(&a, &c))
}

// A goroutine waits for workers while it holds the lock that they need.

func TestWaitHoldingBug(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	mu.Lock()
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			n++
			mu.Unlock()
		}()
	}
	wg.Wait()
	mu.Unlock()
}

func TestWaitHoldingRight(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	mu.Lock()
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			n++
			mu.Unlock()
		}()
	}
	mu.Unlock()
	wg.Wait()
}

// A callback calls a method that takes the lock of its caller.

type bus struct {
	mu       sync.Mutex
	handlers []func()
}

func (b *bus) on(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.handlers = append(b.handlers, f)
}

func (b *bus) emitLocked() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.handlers {
		f()
	}
}

func (b *bus) emit() {
	b.mu.Lock()
	list := append([]func(){}, b.handlers...)
	b.mu.Unlock()
	for _, f := range list {
		f()
	}
}

func TestCallbackBug(t *testing.T) {
	b := &bus{}
	b.on(func() { b.on(func() {}) })
	together(b.emitLocked)
}

func TestCallbackRight(t *testing.T) {
	b := &bus{}
	b.on(func() { b.on(func() {}) })
	together(b.emit, b.emit)
}

// Two transfers lock two accounts in opposite orders.

type account struct {
	mu    sync.Mutex
	id    int
	money int
}

func transferAsGiven(from, to *account) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.money--
	to.money++
}

func transferInOrder(from, to *account) {
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	from.money--
	to.money++
}

func TestTransferBug(t *testing.T) {
	a, b := &account{id: 1}, &account{id: 2}
	together(func() { transferAsGiven(a, b) }, func() { transferAsGiven(b, a) })
}

func TestTransferRight(t *testing.T) {
	a, b := &account{id: 1}, &account{id: 2}
	together(func() { transferInOrder(a, b) }, func() { transferInOrder(b, a) })
	if a.money != 0 || b.money != 0 {
		t.Error("money made", a.money, b.money)
	}
}

// A mutex is unlocked that is not locked.

func TestUnlockTwiceBug(t *testing.T) {
	var mu sync.Mutex
	together(func() {
		mu.Lock()
		defer mu.Unlock()
		mu.Unlock()
	})
}

func TestUnlockTwiceRight(t *testing.T) {
	var mu sync.Mutex
	together(func() {
		mu.Lock()
		defer mu.Unlock()
	}, func() {
		mu.Lock()
		defer mu.Unlock()
	})
}

// A Once calls itself.

func TestOnceInsideBug(t *testing.T) {
	var once sync.Once
	var load func()
	load = func() { once.Do(func() { load() }) }
	together(load)
}

func TestOnceInsideRight(t *testing.T) {
	var once sync.Once
	n := 0
	load := func() { once.Do(func() { n++ }) }
	together(load, load)
	if n != 1 {
		t.Error("loaded", n)
	}
}

// A lock is copied with its struct.

type gauge struct {
	mu sync.Mutex
	n  *int
}

func (g gauge) addCopy() {
	g.mu.Lock()
	defer g.mu.Unlock()
	*g.n++
}

func (g *gauge) add() {
	g.mu.Lock()
	defer g.mu.Unlock()
	*g.n++
}

func TestCopiedLockBug(t *testing.T) {
	g := gauge{n: new(int)}
	together(func() { g.addCopy() }, func() { g.addCopy() })
	if *g.n != 2 {
		t.Error("lost", *g.n)
	}
}

func TestCopiedLockRight(t *testing.T) {
	g := gauge{n: new(int)}
	together(g.add, g.add)
	if *g.n != 2 {
		t.Error("lost", *g.n)
	}
}

// TryLock without a loop skips the work. With a loop it is a spin lock.

func TestTryLockBug(t *testing.T) {
	var mu sync.Mutex
	n := 0
	add := func() {
		if mu.TryLock() {
			defer mu.Unlock()
			n++
		}
	}
	together(add, add)
	if n != 2 {
		t.Error("skipped", n)
	}
}

func TestTryLockRight(t *testing.T) {
	var mu sync.Mutex
	n := 0
	add := func() {
		for !mu.TryLock() {
		}
		defer mu.Unlock()
		n++
	}
	together(add, add)
	if n != 2 {
		t.Error("skipped", n)
	}
}

// A continue leaves the lock held.

func handle(t *testing.T, forgets bool) {
	var mu sync.Mutex
	known := map[string]int{"a": 0}
	in := make(chan string, 2)
	in <- "a"
	in <- "b"
	close(in)
	together(func() {
		for id := range in {
			mu.Lock()
			if _, ok := known[id]; !ok {
				if !forgets {
					mu.Unlock()
				}
				continue
			}
			known[id]++
			mu.Unlock()
		}
	}, func() {
		mu.Lock()
		delete(known, "a")
		mu.Unlock()
	})
}

func TestKeptByContinueBug(t *testing.T)   { handle(t, true) }
func TestKeptByContinueRight(t *testing.T) { handle(t, false) }

// A write under the read lock, which two goroutines can hold at the same time.

type stats struct {
	mu   sync.RWMutex
	last string
}

func (s *stats) hit(exclusive bool, key string) {
	if exclusive {
		s.mu.Lock()
		defer s.mu.Unlock()
	} else {
		s.mu.RLock()
		defer s.mu.RUnlock()
	}
	s.last = key
}

func readersWrite(exclusive bool) {
	s := &stats{}
	together(func() { s.hit(exclusive, "a") }, func() { s.hit(exclusive, "b") })
}

func TestReadersWriteBug(t *testing.T)   { readersWrite(false) }
func TestReadersWriteRight(t *testing.T) { readersWrite(true) }

// A reader's unlock happens before a writer's lock, and a writer's unlock before a reader's lock. Two readers are not ordered.

func handedThroughReaders(t *testing.T, apart bool) {
	var mu sync.RWMutex
	var noted int
	inside := func(lock, unlock func()) {
		lock()
		noted++
		unlock()
	}
	lock, unlock := mu.Lock, mu.Unlock
	if apart {
		lock, unlock = mu.RLock, mu.RUnlock
	}
	together(func() { inside(mu.RLock, mu.RUnlock) }, func() { inside(lock, unlock) })
	_ = noted
}

func TestReaderAndReaderBug(t *testing.T)   { handedThroughReaders(t, true) }
func TestReaderAndWriterRight(t *testing.T) { handedThroughReaders(t, false) }
