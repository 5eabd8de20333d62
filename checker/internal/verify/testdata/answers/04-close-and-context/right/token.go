// right
// No goroutine owns the map: it lies in a channel with room for one, whoever takes it out has it, and only an Update starts a goroutine.
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
	updates sync.WaitGroup // goroutines that run a callback
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

// take waits for the map. Who gets it must put it back.
func (sm *SharedMap) take(ctx context.Context) (map[string]any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-sm.closed:
		return nil, ErrClosed
	default:
	}
	select {
	case m := <-sm.home:
		return m, nil
	case <-sm.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	m[key] = value
	sm.home <- m
	return nil
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, false, err
	}
	value, found = m[key]
	sm.home <- m
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	delete(m, key)
	sm.home <- m
	return nil
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return 0, err
	}
	n := len(m)
	sm.home <- m
	return n, nil
}

// Update stores what f returns. The map is away from home as long as f runs,
// but the caller may leave.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, err
	}
	result := make(chan any, 1)
	sm.updates.Add(1)
	go func() {
		defer sm.updates.Done()
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		sm.home <- m
		result <- value
	}()
	select {
	case value := <-result:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close takes the map out of its home and never puts it back.
func (sm *SharedMap) Close() map[string]any {
	if !sm.closing.CompareAndSwap(false, true) {
		<-sm.stopped
		return nil
	}
	close(sm.closed)
	m := <-sm.home
	sm.updates.Wait()
	close(sm.stopped)
	return m
}
