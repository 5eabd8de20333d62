// right
// No owner goroutine: the map itself travels in a channel of capacity 1, and Close takes it out for good.
package main

import (
	"context"
	"errors"
	"sync"
)

var ErrClosed = errors.New("sharedmap: closed")

type SharedMap struct {
	maps    chan map[string]any
	closing chan struct{}
	begin   sync.Once
	ended   chan struct{}
}

func NewMap() *SharedMap {
	sm := &SharedMap{
		maps:    make(chan map[string]any, 1),
		closing: make(chan struct{}),
		ended:   make(chan struct{}),
	}
	sm.maps <- map[string]any{}
	return sm
}

func (sm *SharedMap) take(ctx context.Context) (map[string]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-sm.closing:
		return nil, ErrClosed
	default:
	}
	select {
	case m := <-sm.maps:
		return m, nil
	case <-sm.closing:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) give(m map[string]any) { sm.maps <- m }

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	defer sm.give(m)
	m[key] = value
	return nil
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, false, err
	}
	defer sm.give(m)
	v, ok := m[key]
	return v, ok, nil
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	defer sm.give(m)
	delete(m, key)
	return nil
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return 0, err
	}
	defer sm.give(m)
	return len(m), nil
}

// Update runs f in a goroutine of its own, so that the caller can give up meanwhile.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, err
	}
	out := make(chan any, 1)
	go func() {
		old, ok := m[key]
		v := f(old, ok)
		m[key] = v
		out <- v
		sm.give(m)
	}()
	select {
	case v := <-out:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	var mine map[string]any
	sm.begin.Do(func() {
		close(sm.closing)
		mine = <-sm.maps
		close(sm.ended)
	})
	<-sm.ended
	return mine
}
