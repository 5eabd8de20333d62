package kernels

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// A loop's variable, which all iterations shared before Go 1.22.

func TestLoopVariableBug(t *testing.T) {
	var mu sync.Mutex
	seen := map[int]bool{}
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			seen[i] = true
		}()
	}
	wg.Wait()
	if !seen[0] || !seen[1] {
		t.Error("seen", seen)
	}
}

func TestLoopVariableRight(t *testing.T) {
	var mu sync.Mutex
	seen := map[int]bool{}
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			seen[i] = true
		}(i)
	}
	wg.Wait()
	if !seen[0] || !seen[1] {
		t.Error("seen", seen)
	}
}

// Several goroutines share one variable err.

var errBad = errors.New("bad")

func try(fail bool) (int, error) {
	if fail {
		return 0, errBad
	}
	return 1, nil
}

func TestCapturedErrorBug(t *testing.T) {
	var err error
	together(func() { _, err = try(true) }, func() { _, err = try(false) })
	if err == nil {
		t.Error("the error is lost")
	}
}

func TestCapturedErrorRight(t *testing.T) {
	var one, two error
	together(func() { _, one = try(true) }, func() { _, two = try(false) })
	if one == nil && two == nil {
		t.Error("the error is lost")
	}
}

// A map is used before it is created.

type server struct {
	mu    sync.Mutex
	conns map[string]int
}

func TestOrderBug(t *testing.T) {
	s := &server{}
	together(func() {
		s.mu.Lock()
		s.conns = map[string]int{}
		s.mu.Unlock()
	}, func() {
		s.mu.Lock()
		s.conns["a"] = 1
		s.mu.Unlock()
	})
}

func TestOrderRight(t *testing.T) {
	s := &server{}
	ready := make(chan struct{})
	together(func() {
		s.mu.Lock()
		s.conns = map[string]int{}
		s.mu.Unlock()
		close(ready)
	}, func() {
		<-ready
		s.mu.Lock()
		s.conns["a"] = 1
		s.mu.Unlock()
	})
}

// Two goroutines find no value, and both create one.

type lazy struct {
	mu   sync.Mutex
	m    map[string]*int
	made int
}

func (l *lazy) getInTwo(k string) *int {
	l.mu.Lock()
	p := l.m[k]
	l.mu.Unlock()
	if p == nil {
		p = new(int)
		l.mu.Lock()
		l.m[k] = p
		l.mu.Unlock()
	}
	return p
}

func (l *lazy) get(k string) *int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.m[k] == nil {
		l.m[k] = new(int)
	}
	return l.m[k]
}

func lazily(t *testing.T, get func(string) *int) {
	var a, b *int
	together(func() { a = get("x") }, func() { b = get("x") })
	if a != b {
		t.Error("two of one")
	}
}

func TestMadeTwiceBug(t *testing.T) {
	l := &lazy{m: map[string]*int{}}
	lazily(t, l.getInTwo)
}

func TestMadeTwiceRight(t *testing.T) {
	l := &lazy{m: map[string]*int{}}
	lazily(t, l.get)
}

// A Load of a sync.Map followed by a Store.

func TestSyncMapBug(t *testing.T) {
	var m sync.Map
	m.Store("n", 0)
	add := func() {
		v, _ := m.Load("n")
		m.Store("n", v.(int)+1)
	}
	together(add, add)
	if v, _ := m.Load("n"); v != 2 {
		t.Error("2 additions made", v)
	}
}

func TestSyncMapRight(t *testing.T) {
	var m sync.Map
	m.Store("n", 0)
	add := func() {
		for {
			v, _ := m.Load("n")
			if m.CompareAndSwap("n", v, v.(int)+1) {
				return
			}
		}
	}
	together(add, add)
	if v, _ := m.Load("n"); v != 2 {
		t.Error("2 additions made", v)
	}
}

// Two goroutines append to one slice.

func TestAppendBug(t *testing.T) {
	var list []int
	together(func() { list = append(list, 1) }, func() { list = append(list, 2) })
	if len(list) != 2 {
		t.Error("lost one of two", list)
	}
}

func TestAppendRight(t *testing.T) {
	list := make([]int, 2)
	together(func() { list[0] = 1 }, func() { list[1] = 2 })
	if list[0] != 1 || list[1] != 2 {
		t.Error(list)
	}
}

// A read without the lock under which the variable is written. No test can observe a wrong result.

func TestBareReadBug(t *testing.T) {
	b := &box{}
	together(b.grow, func() { _ = b.n })
}

func TestBareReadRight(t *testing.T) {
	b := &box{}
	together(b.grow, func() { _ = b.size() })
}

// Double-checked locking: the first check is made without the lock.

type single struct {
	mu   sync.Mutex
	once sync.Once
	p    *int
}

func (s *single) getTwice() *int {
	if s.p == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.p == nil {
			s.p = new(int)
		}
	}
	return s.p
}

func (s *single) get() *int {
	s.once.Do(func() { s.p = new(int) })
	return s.p
}

func TestDoubleCheckedBug(t *testing.T) {
	s := &single{}
	together(func() { s.getTwice() }, func() { s.getTwice() })
}

func TestDoubleCheckedRight(t *testing.T) {
	s := &single{}
	lazily(t, func(string) *int { return s.get() })
}

// Two different locks guard one variable.

func TestTwoLocksBug(t *testing.T) {
	var a, b sync.Mutex
	n := 0
	together(func() { a.Lock(); n++; a.Unlock() }, func() { b.Lock(); n++; b.Unlock() })
	if n != 2 {
		t.Error("lost", n)
	}
}

func TestTwoLocksRight(t *testing.T) {
	var a sync.Mutex
	n := 0
	together(func() { a.Lock(); n++; a.Unlock() }, func() { a.Lock(); n++; a.Unlock() })
	if n != 2 {
		t.Error("lost", n)
	}
}

// A value is used after it was put back into the pool.

func TestPoolBug(t *testing.T) {
	pool := sync.Pool{New: func() any { return new(int) }}
	use := func(v int) func() {
		return func() {
			p := pool.Get().(*int)
			pool.Put(p)
			*p = v
			if *p != v {
				t.Error("somebody else's")
			}
		}
	}
	together(use(1), use(2))
}

func TestPoolRight(t *testing.T) {
	pool := sync.Pool{New: func() any { return new(int) }}
	use := func(v int) func() {
		return func() {
			p := pool.Get().(*int)
			*p = v
			if *p != v {
				t.Error("somebody else's")
			}
			pool.Put(p)
		}
	}
	together(use(1), use(2))
}

// A timer's callback and the code after Stop change one variable.

func TestTimerCallbackBug(t *testing.T) {
	n := 0
	timer := time.AfterFunc(time.Second, func() { n++ })
	time.Sleep(time.Second)
	timer.Stop()
	n++
}

func TestTimerCallbackRight(t *testing.T) {
	var mu sync.Mutex
	n := 0
	add := func() {
		mu.Lock()
		defer mu.Unlock()
		n++
	}
	timer := time.AfterFunc(time.Second, add)
	time.Sleep(time.Second)
	timer.Stop()
	add()
}

// A goroutine sleeps instead of waiting for the result.

func TestSleepInsteadBug(t *testing.T) {
	n := 0
	go func() { n = 1 }()
	time.Sleep(time.Millisecond)
	if n != 1 {
		t.Error("not done")
	}
}

func TestSleepInsteadRight(t *testing.T) {
	n := 0
	done := make(chan struct{})
	go func() {
		n = 1
		close(done)
	}()
	select {
	case <-done:
		if n != 1 {
			t.Error("not done")
		}
	case <-time.After(time.Second):
		t.Error("timeout")
	}
}

// Two goroutines write to one map.

func TestMapWriteBug(t *testing.T) {
	m := map[string]int{}
	together(func() { m["a"]++ }, func() { m["a"]++ })
	if m["a"] != 2 {
		t.Error("lost", m["a"])
	}
}

func TestMapWriteRight(t *testing.T) {
	m := map[string]int{}
	c := make(chan string)
	go func() {
		together(func() { c <- "a" }, func() { c <- "a" })
		close(c)
	}()
	for k := range c {
		m[k]++
	}
	if m["a"] != 2 {
		t.Error("lost", m["a"])
	}
}

// A value is published before it is complete.

func TestPublishedEarlyBug(t *testing.T) {
	type config struct{ name string }
	var mu sync.Mutex
	var current *config
	together(func() {
		c := &config{}
		mu.Lock()
		current = c
		mu.Unlock()
		c.name = "x"
	}, func() {
		mu.Lock()
		c := current
		mu.Unlock()
		if c != nil && c.name == "" {
			t.Error("half made")
		}
	})
}

func TestPublishedEarlyRight(t *testing.T) {
	type config struct{ name string }
	var mu sync.Mutex
	var current *config
	together(func() {
		c := &config{name: "x"}
		mu.Lock()
		current = c
		mu.Unlock()
	}, func() {
		mu.Lock()
		c := current
		mu.Unlock()
		if c != nil && c.name == "" {
			t.Error("half made")
		}
	})
}

// The stop function comes too late: context.AfterFunc has already started the callback.

func toldToStop(wait bool) {
	ctx, cancel := context.WithCancel(context.Background())
	closed, done := false, make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(done)
		closed = true
	})
	go cancel()
	if stop() {
		return
	}
	if wait {
		<-done
	}
	_ = closed
}

func TestStopTooLateBug(t *testing.T)   { toldToStop(false) }
func TestStopTooLateRight(t *testing.T) { toldToStop(true) }
