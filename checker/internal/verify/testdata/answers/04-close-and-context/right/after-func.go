// right
// A queue behind a mutex; context.AfterFunc takes a command out of it again; the owner sleeps on a channel of one place.
package main

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	mu     sync.Mutex
	queue  *list.List
	closed bool
	given  bool
	bell   chan struct{}
	ended  chan struct{}
	m      map[string]any
}

type command struct {
	do    func(m map[string]any)
	reply chan error
}

func NewMap() *SharedMap {
	sm := &SharedMap{queue: list.New(), bell: make(chan struct{}, 1), ended: make(chan struct{}), m: map[string]any{}}
	go sm.run()
	return sm
}

func (sm *SharedMap) ring() {
	select {
	case sm.bell <- struct{}{}:
	default:
	}
}

func (sm *SharedMap) next() (c *command, closed bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if e := sm.queue.Front(); e != nil {
		return sm.queue.Remove(e).(*command), false
	}
	return nil, sm.closed
}

func (sm *SharedMap) run() {
	defer close(sm.ended)
	for {
		c, closed := sm.next()
		switch {
		case c != nil:
			c.do(sm.m)
			c.reply <- nil
		case closed:
			return
		default:
			<-sm.bell
		}
	}
}

func (sm *SharedMap) call(ctx context.Context, do func(m map[string]any)) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	c := &command{do, make(chan error, 2)}
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return ErrClosed
	}
	e := sm.queue.PushBack(c)
	sm.mu.Unlock()
	sm.ring()
	stop := context.AfterFunc(ctx, func() {
		sm.mu.Lock()
		sm.queue.Remove(e)
		sm.mu.Unlock()
		c.reply <- ctx.Err()
	})
	err := <-c.reply
	stop()
	return err
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.call(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var v struct {
		sync.Mutex
		value any
		found bool
	}
	err := sm.call(ctx, func(m map[string]any) {
		v.Lock()
		defer v.Unlock()
		v.value, v.found = m[key]
	})
	if err != nil {
		return nil, false, err
	}
	v.Lock()
	defer v.Unlock()
	return v.value, v.found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.call(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := make(chan int, 1)
	if err := sm.call(ctx, func(m map[string]any) { n <- len(m) }); err != nil {
		return 0, err
	}
	return <-n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	v := make(chan any, 1)
	if err := sm.call(ctx, func(m map[string]any) {
		old, ok := m[key]
		m[key] = f(old, ok)
		v <- m[key]
	}); err != nil {
		return nil, err
	}
	return <-v, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	sm.mu.Unlock()
	sm.ring()
	<-sm.ended
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.given {
		return nil
	}
	sm.given = true
	return sm.m
}
