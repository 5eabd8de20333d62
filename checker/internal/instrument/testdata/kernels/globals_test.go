package kernels

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
)

// A schedule does not see the values that an earlier one left in package variables.

var (
	total int
	pages = map[string]int{}
	inbox = make(chan int, 1)
)

func TestGlobalsRight(t *testing.T) {
	together(func() { inbox <- 1 }, func() { total += <-inbox })
	pages["a"]++
	if total != 1 || pages["a"] != 1 {
		t.Error("left over", total, pages)
	}
}

// Package variables whose initial value comes from a function, or has several lines.

type registry struct {
	mu    sync.Mutex
	names map[string]int
}

func (r *registry) add(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[name]++
	return r.names[name]
}

func newRegistry(names ...string) *registry {
	r := &registry{names: map[string]int{}}
	for _, name := range names {
		r.names[name] = 0
	}
	return r
}

var (
	workers = newRegistry("first")
	limits  = map[string]int{
		"a": 1, // the initial value
		"b": 2,
	}
)

func TestMadeGlobalsRight(t *testing.T) {
	together(func() { workers.add("a") }, func() { workers.add("b") })
	limits["a"]++
	if n := workers.add("a"); n != 2 || limits["a"] != 2 {
		t.Error("left over", n, limits)
	}
}

func TestMadeGlobalsBug(t *testing.T) {
	together(func() { workers.names["a"]++ }, func() { workers.names["a"]++ })
	if n := workers.add("a"); n != 3 {
		t.Error("lost", n)
	}
}

func TestGlobalsBug(t *testing.T) {
	together(func() { total++ }, func() { total++ })
	if total != 2 {
		t.Error("lost", total)
	}
}

// A context that was created before every schedule.

var base, endBase = context.WithCancel(context.Background())

func TestOldContextRight(t *testing.T) {
	_ = endBase
	var n int32
	look := func() {
		select {
		case <-base.Done():
		default:
			atomic.AddInt32(&n, 1)
		}
		ctx, cancel := context.WithCancel(base)
		cancel()
		<-ctx.Done()
	}
	together(look, look)
	if n != 2 {
		t.Error(n)
	}
}
