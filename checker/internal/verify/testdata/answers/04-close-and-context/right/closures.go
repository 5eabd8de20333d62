// right
// Commands are closures that the owner runs; Close holds a mutex while it waits for the owner.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type job func(m map[string]any)

type SharedMap struct {
	jobs    chan job
	quit    chan struct{}
	stopped chan struct{}
	m       map[string]any

	mu   sync.Mutex
	over bool
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		jobs:    make(chan job),
		quit:    make(chan struct{}),
		stopped: make(chan struct{}),
		m:       map[string]any{},
	}
	go sm.loop()
	return sm
}

func (sm *SharedMap) loop() {
	defer close(sm.stopped)
	for {
		select {
		case j := <-sm.jobs:
			j(sm.m)
		case <-sm.quit:
			return
		}
	}
}

func (sm *SharedMap) run(ctx context.Context, f job) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	done := make(chan struct{})
	j := func(m map[string]any) {
		defer close(done)
		f(m)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-sm.quit:
		return ErrClosed
	case sm.jobs <- j:
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.run(ctx, func(m map[string]any) { m[key] = value })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	type found struct {
		v  any
		ok bool
	}
	out := make(chan found, 1)
	err := sm.run(ctx, func(m map[string]any) {
		v, ok := m[key]
		out <- found{v, ok}
	})
	if err != nil {
		return nil, false, err
	}
	f := <-out
	return f.v, f.ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.run(ctx, func(m map[string]any) { delete(m, key) })
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	out := make(chan int, 1)
	if err := sm.run(ctx, func(m map[string]any) { out <- len(m) }); err != nil {
		return 0, err
	}
	return <-out, nil
}

func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	out := make(chan any, 1)
	err := sm.run(ctx, func(m map[string]any) {
		old, ok := m[key]
		m[key] = f(old, ok)
		out <- m[key]
	})
	if err != nil {
		return nil, err
	}
	return <-out, nil
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.over {
		return nil
	}
	sm.over = true
	close(sm.quit)
	<-sm.stopped
	return sm.m
}
