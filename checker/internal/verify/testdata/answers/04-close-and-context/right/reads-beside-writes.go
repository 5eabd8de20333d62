// right
// Writes go through the owner, reads do not: Get and Count look at the map under a lock that the owner holds only for the moment of a write, never while an Update's callback runs. So a read never waits for a busy map.
package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type write struct {
	key string
	// change says what to do, given what is there: a new value, or remove it.
	change func(old any, found bool) (value any, keep bool)
	answer chan any
}

// SharedMap is a map that one goroutine writes.
type SharedMap struct {
	writes chan write
	quit   chan struct{}
	stop   func()
	done   chan struct{}

	mu sync.RWMutex
	m  map[string]any // nil once the owner has ended

	last chan map[string]any
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		writes: make(chan write),
		quit:   make(chan struct{}),
		done:   make(chan struct{}),
		m:      make(map[string]any),
		last:   make(chan map[string]any, 1),
	}
	sm.stop = sync.OnceFunc(func() { close(sm.quit) })
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.done)
	m := sm.m
	for {
		select {
		case w := <-sm.writes:
			old, found := m[w.key] // no lock: nobody else writes
			value, keep := w.change(old, found)
			sm.mu.Lock()
			if keep {
				m[w.key] = value
			} else {
				delete(m, w.key)
			}
			sm.mu.Unlock()
			w.answer <- value
		case <-sm.quit:
			sm.mu.Lock()
			sm.m = nil
			sm.mu.Unlock()
			sm.last <- m
			return
		}
	}
}

func (sm *SharedMap) write(ctx context.Context, key string, change func(any, bool) (any, bool)) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w := write{key: key, change: change, answer: make(chan any, 1)}
	select {
	case sm.writes <- w:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-sm.done:
		return nil, ErrClosed
	}
	select {
	case v := <-w.answer:
		return v, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.write(ctx, key, func(any, bool) (any, bool) { return value, true })
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	if sm.m == nil {
		return nil, false, ErrClosed
	}
	value, found = sm.m[key]
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.write(ctx, key, func(any, bool) (any, bool) { return nil, false })
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	sm.mu.RLock()
	defer sm.mu.RUnlock()
	if sm.m == nil {
		return 0, ErrClosed
	}
	return len(sm.m), nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.write(ctx, key, func(old any, found bool) (any, bool) { return f(old, found), true })
}

// Close ends the owner and hands the map over to one caller.
func (sm *SharedMap) Close() map[string]any {
	sm.stop()
	<-sm.done
	select {
	case m := <-sm.last:
		return m
	default:
		return nil
	}
}
