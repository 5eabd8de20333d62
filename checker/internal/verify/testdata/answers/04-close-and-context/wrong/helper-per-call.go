// wrong: waiting-to-send
// A plain mutex, taken by a helper goroutine per call: the caller leaves when its context ends, and the helper waits on in its place as long as the map is busy.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	mu      sync.Mutex // guards m
	m       map[string]any
	life    sync.Mutex // guards closed and helpers.Add
	closed  bool
	helpers sync.WaitGroup
}

func NewMap() *SharedMap {
	return &SharedMap{m: map[string]any{}}
}

func (sm *SharedMap) enter() bool {
	sm.life.Lock()
	defer sm.life.Unlock()
	if sm.closed {
		return false
	}
	sm.helpers.Add(1)
	return true
}

func (sm *SharedMap) with(ctx context.Context, f func()) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("sharedmap: %w", err)
	}
	if !sm.enter() {
		return ErrClosed
	}
	ready := make(chan struct{})
	go func() {
		defer sm.helpers.Done()
		sm.mu.Lock()
		defer sm.mu.Unlock()
		if ctx.Err() == nil {
			f()
			close(ready)
		}
	}()
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("sharedmap: %w", ctx.Err())
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.with(ctx, func() { sm.m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	type pair struct {
		v  any
		ok bool
	}
	p := make(chan pair, 1)
	if err := sm.with(ctx, func() { v, ok := sm.m[key]; p <- pair{v, ok} }); err != nil {
		return nil, false, err
	}
	r := <-p
	return r.v, r.ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.with(ctx, func() { delete(sm.m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := make(chan int, 1)
	if err := sm.with(ctx, func() { n <- len(sm.m) }); err != nil {
		return 0, err
	}
	return <-n, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	out := make(chan any, 1)
	err := sm.with(ctx, func() {
		old, ok := sm.m[key]
		sm.m[key] = f(old, ok)
		out <- sm.m[key]
	})
	if err != nil {
		return nil, err
	}
	return <-out, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.life.Lock()
	first := !sm.closed
	sm.closed = true
	sm.life.Unlock()
	sm.helpers.Wait()
	if !first {
		return nil
	}
	return sm.m
}
