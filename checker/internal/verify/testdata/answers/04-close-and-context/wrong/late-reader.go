// wrong: nothing-lost
// Get and Count look at the closed flag before they take the read lock, so one that stops in between reads the very map that Close has meanwhile handed over, and sees, or races with, what the new owner does with it ("after Close has returned no call sees what the new owner does with the map").
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
	mu sync.RWMutex // only the writer locks, and only to put a value in
	m  map[string]any

	changes chan change
	closed  atomic.Bool
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
	for {
		select {
		case c := <-sm.changes:
			old, found := sm.m[c.key] // nobody else writes
			value, drop := c.f(old, found)
			sm.put(c.key, value, drop)
			c.done <- value
		case <-sm.quit:
			return
		}
	}
}

func (sm *SharedMap) put(key string, value any, drop bool) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if drop {
		delete(sm.m, key)
		return
	}
	sm.m[key] = value
}

// enter says whether a call may go on.
func (sm *SharedMap) enter(ctx context.Context) error {
	if sm.closed.Load() {
		return ErrClosed
	}
	return ctx.Err()
}

func (sm *SharedMap) change(ctx context.Context, key string, f func(old any, found bool) (any, bool)) (any, error) {
	if err := sm.enter(ctx); err != nil {
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

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.change(ctx, key, func(any, bool) (any, bool) { return value, false })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := sm.enter(ctx); err != nil { // bug
		return nil, false, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	value, found = sm.m[key]
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.change(ctx, key, func(any, bool) (any, bool) { return nil, true })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.enter(ctx); err != nil { // bug
		return 0, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	return len(sm.m), nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.change(ctx, key, func(old any, found bool) (any, bool) { return f(old, found), false })
}

// Close ends the writer and hands the map over.
func (sm *SharedMap) Close() map[string]any {
	if !sm.closed.CompareAndSwap(false, true) {
		<-sm.ended
		return nil
	}
	close(sm.quit)
	<-sm.ended
	sm.mu.Lock() // wait for the readers that are inside
	defer sm.mu.Unlock()
	return sm.m
}
