// wrong: nothing-lost
// Get and Count read the last snapshot without asking anybody, and Close hands that very snapshot over: its new owner writes to it while a Get still reads.
// explain: data-race shared-map
package main

import (
	"context"
	"errors"
	"maps"
	"sync"
	"sync/atomic"
)

var ErrClosed = errors.New("sharedmap: closed")

type snapshot map[string]any

type SharedMap struct {
	now atomic.Pointer[snapshot] // nil once closed

	mu      sync.RWMutex // guards updates.Add against Close
	updates sync.WaitGroup
}

func NewMap() *SharedMap {
	sm := &SharedMap{}
	sm.now.Store(&snapshot{})
	return sm
}

func (sm *SharedMap) change(ctx context.Context, f func(m snapshot)) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		old := sm.now.Load()
		if old == nil {
			return ErrClosed
		}
		fresh := maps.Clone(*old)
		f(fresh)
		if ctx.Err() != nil {
			continue
		}
		if sm.now.CompareAndSwap(old, &fresh) {
			return nil
		}
	}
}

func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.change(ctx, func(m snapshot) { m[key] = value })
}

func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.change(ctx, func(m snapshot) { delete(m, key) })
}

func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	m := sm.now.Load()
	if m == nil {
		return nil, false, ErrClosed
	}
	v, ok := (*m)[key] // bug
	return v, ok, nil
}

func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	m := sm.now.Load()
	if m == nil {
		return 0, ErrClosed
	}
	return len(*m), nil
}

// enter counts one Update more, while there is a map.
func (sm *SharedMap) enter() bool {
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	if sm.now.Load() == nil {
		return false
	}
	sm.updates.Add(1)
	return true
}

// Update calls f in a goroutine, so that the caller can leave before f returns.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(any, bool) any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	type result struct {
		value any
		err   error
	}
	done := make(chan result, 1)
	if !sm.enter() {
		return nil, ErrClosed
	}
	go func() {
		defer sm.updates.Done()
		var value any
		err := sm.change(ctx, func(m snapshot) {
			old, ok := m[key]
			value = f(old, ok)
			m[key] = value
		})
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	m := sm.now.Swap(nil)
	sm.mu.Unlock()
	sm.updates.Wait()
	if m == nil {
		return nil
	}
	return *m // bug
}
