// right
// Caller and owner agree by compare-and-swap who a command belongs to: an abandoned one is never carried out.
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	c     chan *command
	done  chan struct{}
	ended chan struct{}
	once  sync.Once
	left  atomic.Pointer[map[string]any]
}

type command struct {
	claimed  atomic.Bool
	do       func(m map[string]any)
	finished chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan *command), done: make(chan struct{}), ended: make(chan struct{})}
	go sm.run()
	return sm
}

func (sm *SharedMap) run() {
	m := map[string]any{}
	defer close(sm.ended)
	defer sm.left.Store(&m)
	for {
		select {
		case <-sm.done:
			return
		default:
		}
		select {
		case <-sm.done:
			return
		case c := <-sm.c:
			if c.claimed.CompareAndSwap(false, true) {
				c.do(m)
				close(c.finished)
			}
		}
	}
}

func (sm *SharedMap) call(ctx context.Context, do func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &command{do: do, finished: make(chan struct{})}
	select {
	case sm.c <- c:
	case <-ctx.Done():
		return ctx.Err()
	case <-sm.done:
		return ErrClosed
	}
	select {
	case <-c.finished:
		return nil
	case <-ctx.Done():
		c.claimed.CompareAndSwap(false, true)
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.call(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	type got struct {
		value any
		found bool
	}
	r := make(chan got, 1)
	if err := sm.call(ctx, func(m map[string]any) { v, ok := m[key]; r <- got{v, ok} }); err != nil {
		return nil, false, err
	}
	g := <-r
	return g.value, g.found, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.call(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	r := make(chan int, 1)
	if err := sm.call(ctx, func(m map[string]any) { r <- len(m) }); err != nil {
		return 0, err
	}
	return <-r, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	r := make(chan any, 1)
	if err := sm.call(ctx, func(m map[string]any) {
		old, found := m[key]
		m[key] = f(old, found)
		r <- m[key]
	}); err != nil {
		return nil, err
	}
	return <-r, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.once.Do(func() { close(sm.done) })
	<-sm.ended
	if p := sm.left.Swap(nil); p != nil {
		return *p
	}
	return nil
}
