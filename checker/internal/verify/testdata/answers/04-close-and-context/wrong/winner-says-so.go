// wrong: after-close
// Only the Close that gets the map marks it closed, after the writer has ended; another Close can return before that, and a Get or Count after it still returns nil ("one that comes after Close has returned gets ErrClosed").
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// change is a write: f returns the new value, or drop.
type change struct {
	key  string
	f    func(old any, found bool) (value any, drop bool)
	done chan any
}

// SharedMap has one writer, its goroutine, and many readers, the callers.
type SharedMap struct {
	mu sync.RWMutex
	m  map[string]any // nil when it was handed over

	changes chan change
	begun   atomic.Bool
	quit    chan struct{}
	ended   chan struct{}
}

// NewMap starts the writer.
func NewMap() *SharedMap {
	sm := &SharedMap{
		m:       make(map[string]any),
		changes: make(chan change),
		quit:    make(chan struct{}),
		ended:   make(chan struct{}),
	}
	go sm.write()
	return sm
}

func (sm *SharedMap) write() {
	defer close(sm.ended)
	m := sm.m
	for {
		select {
		case c := <-sm.changes:
			old, found := m[c.key] // nobody else writes
			value, drop := c.f(old, found)
			sm.put(m, c.key, value, drop)
			c.done <- value
		case <-sm.quit:
			return
		}
	}
}

func (sm *SharedMap) put(m map[string]any, key string, value any, drop bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if drop {
		delete(m, key)
		return
	}
	m[key] = value
}

func (sm *SharedMap) change(ctx context.Context, key string, f func(old any, found bool) (any, bool)) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c := change{key: key, f: f, done: make(chan any, 1)}
	select {
	case sm.changes <- c:
	case <-sm.quit:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case v := <-c.done:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// read lends the map to f for reading.
func (sm *SharedMap) read(ctx context.Context, f func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	if sm.m == nil {
		return ErrClosed
	}
	f(sm.m)
	return nil
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.change(ctx, key, func(any, bool) (any, bool) { return value, false })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	err = sm.read(ctx, func(m map[string]any) { value, found = m[key] })
	return value, found, err
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.change(ctx, key, func(any, bool) (any, bool) { return nil, true })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (n int, err error) {
	err = sm.read(ctx, func(m map[string]any) { n = len(m) })
	return n, err
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.change(ctx, key, func(old any, found bool) (any, bool) { return f(old, found), false })
}

// Close ends the writer and hands the map over.
func (sm *SharedMap) Close() map[string]any {
	if !sm.begun.CompareAndSwap(false, true) {
		<-sm.ended // bug
		return nil
	}
	close(sm.quit)
	<-sm.ended
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
