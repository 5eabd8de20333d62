// right
// The map has an owner goroutine only while there is work: whoever queues a command on an idle map starts one, which ends when the queue is empty; Close makes itself the last command and waits for the owner's end.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type task struct {
	do   func()
	done chan struct{}
}

// SharedMap has a queue, and sometimes an owner.
type SharedMap struct {
	mu     sync.Mutex
	queue  []*task
	owned  bool // an owner is at work
	closed bool
	gone   chan struct{}  // closed when the last owner has ended
	m      map[string]any // the owner's
}

func NewMap() *SharedMap {
	return &SharedMap{m: map[string]any{}, gone: make(chan struct{})}
}

// enqueue is called with mu held.
func (sm *SharedMap) enqueue(t *task) {
	sm.queue = append(sm.queue, t)
	if !sm.owned {
		sm.owned = true
		go sm.own()
	}
}

func (sm *SharedMap) own() {
	for {
		sm.mu.Lock()
		if len(sm.queue) == 0 {
			sm.owned = false
			last := sm.closed
			sm.mu.Unlock()
			if last {
				close(sm.gone)
			}
			return
		}
		t := sm.queue[0]
		sm.queue[0], sm.queue = nil, sm.queue[1:]
		sm.mu.Unlock()
		t.do()
		close(t.done)
	}
}

func (sm *SharedMap) ask(ctx context.Context, do func()) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	t := &task{do, make(chan struct{})}
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return ErrClosed
	}
	sm.enqueue(t)
	sm.mu.Unlock()
	select {
	case <-t.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func() { sm.m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	type hit struct {
		v  any
		ok bool
	}
	h := &hit{}
	if err := sm.ask(ctx, func() { h.v, h.ok = sm.m[key] }); err != nil {
		return nil, false, err
	}
	return h.v, h.ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func() { delete(sm.m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	c := make(chan int, 1)
	if err := sm.ask(ctx, func() { c <- len(sm.m) }); err != nil {
		return 0, err
	}
	return <-c, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	c := make(chan any, 1)
	err := sm.ask(ctx, func() {
		old, found := sm.m[key]
		v := f(old, found)
		sm.m[key] = v
		c <- v
	})
	if err != nil {
		return nil, err
	}
	return <-c, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		<-sm.gone
		return nil
	}
	sm.closed = true
	var m map[string]any
	sm.enqueue(&task{func() { m, sm.m = sm.m, nil }, make(chan struct{})})
	sm.mu.Unlock()
	<-sm.gone
	return m
}
