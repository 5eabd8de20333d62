// right
// close(c) done rightly: an RWMutex guards the closed flag, a WaitGroup counts the callers that may still send.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type op struct {
	do   func(m map[string]any)
	done chan struct{}
}

type SharedMap struct {
	c       chan op
	m       map[string]any
	stopped chan struct{}

	mu       sync.RWMutex
	closed   bool
	inFlight sync.WaitGroup
}

func NewMap() *SharedMap {
	sm := &SharedMap{c: make(chan op, 4), m: map[string]any{}, stopped: make(chan struct{})}
	go func() {
		for o := range sm.c {
			o.do(sm.m)
			close(o.done)
		}
		close(sm.stopped)
	}()
	return sm
}

func (sm *SharedMap) enter() bool {
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	if sm.closed {
		return false
	}
	sm.inFlight.Add(1)
	return true
}

func (sm *SharedMap) do(ctx context.Context, f func(m map[string]any)) error {
	if !sm.enter() {
		return ErrClosed
	}
	defer sm.inFlight.Done()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	o := op{f, make(chan struct{})}
	select {
	case sm.c <- o:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-o.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	var v any
	var ok bool
	if err := sm.do(ctx, func(m map[string]any) { v, ok = m[key] }); err != nil {
		return nil, false, err
	}
	return v, ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.do(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.do(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	var v any
	err := sm.do(ctx, func(m map[string]any) {
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
	first := !sm.closed
	sm.closed = true
	sm.mu.Unlock()
	sm.inFlight.Wait()
	if first {
		close(sm.c)
	}
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}
