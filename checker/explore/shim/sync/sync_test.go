package sync_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore/internal/schedtest"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/shim/sync"
)

// program is a program of a table, and the results of all its schedules.
type program struct {
	name  string
	bound int
	run   func(p *schedtest.P)
	want  []string
}

func check(t *testing.T, programs []program) {
	for _, tt := range programs {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, schedtest.All(t, tt.bound, tt.run))
		})
	}
}

// step is a scheduling point within a critical section.
func step() {
	var o rt.SyncObject
	rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
	rt.Enter().Touch(&o, true)
}

// section logs two letters with a scheduling point between them, under a lock.
func section(p *schedtest.P, l locker, letters string) func() {
	return func() {
		l.Lock()
		p.Log(letters[:1])
		step()
		p.Log(letters[1:])
		l.Unlock()
	}
}

func TestWaitGroup(t *testing.T) {
	check(t, []program{
		{"waits for all", 2, func(p *schedtest.P) {
			var wg sync.WaitGroup
			wg.Add(2)
			for range 2 {
				p.Go("a", func() { step(); p.Log("done"); wg.Done() })
			}
			wg.Wait()
			p.Log("over")
		}, []string{"done done over"}},
		{"a count of zero does not block", 0, func(p *schedtest.P) { new(sync.WaitGroup).Wait() }, []string{""}},
		{"Done that is forgotten", 0, func(p *schedtest.P) {
			var wg sync.WaitGroup
			wg.Add(1)
			wg.Wait()
		}, []string{"| deadlock: main wait"}},
		{"Go counts and starts", 1, func(p *schedtest.P) {
			var wg sync.WaitGroup
			wg.Go(func() { step(); p.Log("done") })
			wg.Wait()
			p.Log("over")
		}, []string{"done over"}},
		{"wakes everybody who waits", 0, func(p *schedtest.P) {
			var wg sync.WaitGroup
			wg.Add(1)
			p.Go("a", func() { wg.Wait(); p.Log("a") })
			p.Go("b", func() { wg.Wait(); p.Log("b") })
			wg.Done()
			p.Wait()
		}, []string{"a b", "b a"}},
	})
	race := func(before bool) bool {
		return schedtest.Races(t, 1, func(p *schedtest.P) {
			var wg sync.WaitGroup
			if before {
				wg.Add(1)
			}
			p.Go("a", func() {
				if !before {
					wg.Add(1)
				}
				wg.Done()
			})
			wg.Wait()
		})
	}
	assert.False(t, race(true))
	assert.True(t, race(false), "an Add that is not ordered before Wait")
}

func TestCond(t *testing.T) {
	waiters := func(wake func(p *schedtest.P, c *sync.Cond)) func(p *schedtest.P) {
		return func(p *schedtest.P) {
			c := sync.NewCond(new(sync.Mutex))
			for _, name := range []string{"a", "b"} {
				p.Go(name, func() { c.L.Lock(); c.Wait(); p.Log(name); c.L.Unlock() })
			}
			rt.Enter().Settle()
			wake(p, c)
			rt.Enter().Settle()
			rt.Enter().Schedule().LeaksAllowed()
		}
	}
	check(t, []program{
		{"Signal wakes one, any of them", 0, waiters(func(p *schedtest.P, c *sync.Cond) { c.Signal() }), []string{"a", "b"}},
		{"Broadcast wakes all", 0, waiters(func(p *schedtest.P, c *sync.Cond) { c.Broadcast() }), []string{"a b", "b a"}},
		{"nobody is woken without a signal", 0, waiters(func(p *schedtest.P, c *sync.Cond) {}), []string{""}},
		{"a signal that nobody waits for is lost", 0, func(p *schedtest.P) {
			c := sync.NewCond(new(sync.Mutex))
			c.Signal()
			c.L.Lock()
			c.Wait()
		}, []string{"| deadlock: main cond wait"}},
		{"Wait gives the lock back and takes it again", 0, func(p *schedtest.P) {
			c := sync.NewCond(new(sync.Mutex))
			p.Go("a", func() { c.L.Lock(); c.Wait(); p.Log("woken"); c.L.Unlock() })
			rt.Enter().Settle()
			c.L.Lock()
			c.Signal()
			p.Log("signal")
			step()
			c.L.Unlock()
			p.Wait()
		}, []string{"signal woken"}},
	})
}

func TestOnce(t *testing.T) {
	check(t, []program{
		{"calls once, and others wait for that call", 2, func(p *schedtest.P) {
			var once sync.Once
			do := func() { once.Do(func() { p.Log("begin"); step(); p.Log("end") }); p.Log("after") }
			p.Go("a", do)
			p.Go("b", do)
			p.Wait()
		}, []string{"begin end after after"}},
		{"a call within the call waits for itself", 0, func(p *schedtest.P) {
			var once sync.Once
			once.Do(func() { once.Do(func() {}) })
		}, []string{"| deadlock: main lock"}},
		{"a panic counts as a call", 0, func(p *schedtest.P) {
			var once sync.Once
			p.Log(schedtest.Panic(func() { once.Do(func() { panic("no") }) }))
			once.Do(func() { p.Log("again") })
		}, []string{"no"}},
		{"OnceFunc", 0, func(p *schedtest.P) {
			f := sync.OnceFunc(func() { p.Log("called") })
			f()
			f()
		}, []string{"called"}},
		{"OnceFunc panics each time", 0, func(p *schedtest.P) {
			f := sync.OnceFunc(func() { p.Log("called"); panic("no") })
			p.Log(schedtest.Panic(f), schedtest.Panic(f))
		}, []string{"called no no"}},
		{"OnceValue and OnceValues", 0, func(p *schedtest.P) {
			n := 0
			one := sync.OnceValue(func() int { n++; return n })
			two := sync.OnceValues(func() (int, string) { n++; return n, "b" })
			p.Log(one(), one())
			a, b := two()
			p.Log(a, b)
		}, []string{"1 1 2 b"}},
	})
}

func TestPool(t *testing.T) {
	check(t, []program{
		{"an empty pool", 0, func(p *schedtest.P) {
			p.Log(new(sync.Pool).Get(), (&sync.Pool{New: func() any { return "new" }}).Get())
		}, []string{"<nil> new"}},
		{"what was put last comes back first", 0, func(p *schedtest.P) {
			pool := &sync.Pool{New: func() any { return "new" }}
			pool.Put(1)
			pool.Put(2)
			p.Log(pool.Get(), pool.Get(), pool.Get())
		}, []string{"2 1 new"}},
		{"two goroutines meet in either order", 1, func(p *schedtest.P) {
			pool := &sync.Pool{New: func() any { return "new" }}
			p.Go("a", func() { pool.Put("a's") })
			p.Log(pool.Get())
			p.Wait()
		}, []string{"a's", "new"}},
	})
}

func TestMap(t *testing.T) {
	check(t, []program{
		{"every operation", 0, func(p *schedtest.P) {
			var m sync.Map
			m.Store("b", 1)
			m.Store("a", 2)
			p.Log(m.Load("a"))
			p.Log(m.LoadOrStore("c", 3))
			p.Log(m.Swap("c", 4))
			p.Log(m.CompareAndSwap("c", 3, 5), m.CompareAndSwap("c", 4, 5), m.CompareAndDelete("c", 4))
			m.Range(func(k, v any) bool { p.Log(k, v); return k != "b" })
			p.Log(m.LoadAndDelete("c"))
			m.Delete("a")
			p.Log(m.Load("a"))
			m.Clear()
			p.Log(m.Load("b"))
		}, []string{"2 true 3 false 3 true false true false a 2 b 1 5 true <nil> false <nil> false"}},
		{"two goroutines, one after the other in either order", 1, func(p *schedtest.P) {
			var m sync.Map
			p.Go("a", func() { p.Log(m.LoadOrStore("k", "a")) })
			p.Go("b", func() { p.Log(m.LoadOrStore("k", "b")) })
			p.Wait()
		}, []string{"a false a true", "b false b true"}},
	})
	assert.False(t, schedtest.Races(t, 1, func(p *schedtest.P) {
		var m sync.Map
		n := 0
		p.Go("a", func() { rt.Write(&n, 1).Set(1); m.Store("k", 1) })
		if _, ok := m.Load("k"); ok {
			rt.Write(&n, 2).Set(2)
		}
	}), "a Load is ordered after the Store whose value it returns")
}
