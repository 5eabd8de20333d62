// wrong: nothing-lost
// explain: data-race one-side-locked
// explain: data-race
// A Get or Count that has looked at closed just before Close, and goes on only after Close has returned, reads the map that has a new owner by then (a data race with it), which breaks "After Close has returned no call sees what the new owner does with the map".
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type change struct {
	key  string
	next func(old any, found bool) (value any, keep bool)
	done chan any
}

// SharedMap is a map that one goroutine changes. All may read it under the
// read lock, also while the owner thinks about the next change.
type SharedMap struct {
	mu      sync.RWMutex // held for single reads and writes of m only
	m       map[string]any
	changes chan change
	once    sync.Once
	closed  chan struct{} // is closed when Close begins
	ended   chan struct{} // is closed when the owner ends
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		m:       make(map[string]any),
		changes: make(chan change),
		closed:  make(chan struct{}),
		ended:   make(chan struct{}),
	}
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for {
		select {
		case c := <-sm.changes:
			old, found := sm.m[c.key] // only this goroutine writes
			value, keep := c.next(old, found)
			sm.mu.Lock()
			if keep {
				sm.m[c.key] = value
			} else {
				delete(sm.m, c.key)
			}
			sm.mu.Unlock()
			c.done <- value
		case <-sm.closed:
			return
		}
	}
}

// ready tells whether a call may begin.
func (sm *SharedMap) ready(ctx context.Context) error {
	select {
	case <-sm.closed:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

func (sm *SharedMap) change(ctx context.Context, key string, next func(old any, found bool) (any, bool)) (any, error) {
	if err := sm.ready(ctx); err != nil {
		return nil, err
	}
	c := change{key: key, next: next, done: make(chan any, 1)}
	select {
	case sm.changes <- c:
	case <-sm.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case value := <-c.done:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.change(ctx, key, func(any, bool) (any, bool) { return value, true })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := sm.ready(ctx); err != nil { // bug: not under the lock, Close can come after it
		return nil, false, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	value, found = sm.m[key]
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.change(ctx, key, func(any, bool) (any, bool) { return nil, false })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := sm.ready(ctx); err != nil { // bug: as in Get
		return 0, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	return len(sm.m), nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.change(ctx, key, func(old any, found bool) (any, bool) { return f(old, found), true })
}

// Close ends the owner and hands the map over.
func (sm *SharedMap) Close() map[string]any {
	var m map[string]any
	sm.once.Do(func() {
		close(sm.closed)
		<-sm.ended
		m = sm.m
	})
	return m
}
