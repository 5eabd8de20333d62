// wrong: waiting-to-send
// Every call waits for the map in a goroutine of its own, and a call whose context ends leaves that goroutine waiting for as long as the map is busy, which breaks "A function that has returned has left no goroutine of its own behind".
package main

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that lies in a channel while nobody uses it.
type SharedMap struct {
	home    chan map[string]any // room for one: the map
	closed  chan struct{}       // is closed when Close begins
	stopped chan struct{}       // is closed when the map has been taken out for good
	closing atomic.Bool

	mu    sync.Mutex // guards over, and with it Add against Wait
	over  bool
	calls sync.WaitGroup // goroutines under way
}

// NewMap puts an empty map into its home.
func NewMap() *SharedMap {
	sm := &SharedMap{
		home:    make(chan map[string]any, 1),
		closed:  make(chan struct{}),
		stopped: make(chan struct{}),
	}
	sm.home <- make(map[string]any)
	return sm
}

// join counts one goroutine in, unless the map is closed.
func (sm *SharedMap) join() bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.over {
		return false
	}
	sm.calls.Add(1)
	return true
}

// do has run carried out. Where it returns an error, what run writes must not
// be read.
func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !sm.join() {
		return ErrClosed
	}
	done := make(chan error, 1)
	go func() {
		defer sm.calls.Done()
		select {
		case m := <-sm.home: // bug: it waits on when the caller has left
			run(m)
			sm.home <- m
			done <- nil
		case <-sm.closed:
			done <- ErrClosed
		}
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.do(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var value any
	var found bool
	if err := sm.do(ctx, func(m map[string]any) { value, found = m[key] }); err != nil {
		return nil, false, err
	}
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.do(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.do(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	err := sm.do(ctx, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}

// Close takes the map out of its home, and waits for all goroutines.
func (sm *SharedMap) Close() map[string]any {
	if !sm.closing.CompareAndSwap(false, true) {
		<-sm.stopped
		return nil
	}
	sm.mu.Lock()
	sm.over = true
	sm.mu.Unlock()
	close(sm.closed)
	sm.calls.Wait()
	m := <-sm.home
	close(sm.stopped)
	return m
}
