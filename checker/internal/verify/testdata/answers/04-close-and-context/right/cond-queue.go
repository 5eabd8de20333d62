// right
// The commands wait in a slice behind a mutex and a Cond; at Close the owner still carries out what is queued.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type task struct {
	ctx  context.Context
	do   func(m map[string]any)
	done chan error
}

type SharedMap struct {
	mu      sync.Mutex
	more    *sync.Cond
	queue   []task
	closed  bool
	taken   bool
	m       map[string]any
	stopped chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{m: map[string]any{}, stopped: make(chan struct{})}
	sm.more = sync.NewCond(&sm.mu)
	go sm.work()
	return sm
}

func (sm *SharedMap) work() {
	defer close(sm.stopped)
	for {
		sm.mu.Lock()
		for len(sm.queue) == 0 && !sm.closed {
			sm.more.Wait()
		}
		if len(sm.queue) == 0 {
			sm.mu.Unlock()
			return
		}
		t := sm.queue[0]
		sm.queue = sm.queue[1:]
		sm.mu.Unlock()

		if err := t.ctx.Err(); err != nil {
			t.done <- err
			continue
		}
		t.do(sm.m)
		t.done <- nil
	}
}

func (sm *SharedMap) submit(ctx context.Context, do func(m map[string]any)) error {
	t := task{ctx, do, make(chan error, 1)}
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return ErrClosed
	}
	sm.queue = append(sm.queue, t)
	sm.mu.Unlock()
	sm.more.Signal()

	select {
	case err := <-t.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.submit(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var v any
	var ok bool
	err := sm.submit(ctx, func(m map[string]any) { v, ok = m[key] })
	if err != nil {
		return nil, false, err
	}
	return v, ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.submit(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.submit(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	var v any
	err := sm.submit(ctx, func(m map[string]any) {
		old, ok := m[key]
		v = f(old, ok)
		m[key] = v
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	sm.mu.Unlock()
	sm.more.Broadcast()
	<-sm.stopped

	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.taken {
		return nil
	}
	sm.taken = true
	return sm.m
}
