// right
// Callers queue up in a list under a mutex and the owner sleeps on a condition variable; whose context ends while it queues is taken out of the list; Close has all that queue carried out.

package main

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// job is a command in the queue.
type job struct {
	action func(m map[string]any)
	done   chan struct{} // closed when it is carried out
}

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	mu     sync.Mutex
	more   *sync.Cond
	queue  []*job
	closed bool

	ended chan struct{}
	m     map[string]any // the owner's until ended is closed, then under mu
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{ended: make(chan struct{}), m: make(map[string]any)}
	sm.more = sync.NewCond(&sm.mu)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer close(sm.ended)
	for j := sm.next(); j != nil; j = sm.next() {
		j.action(sm.m)
		close(j.done)
	}
}

// next waits for a job. After the last it returns nil.
func (sm *SharedMap) next() *job {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for len(sm.queue) == 0 {
		if sm.closed {
			return nil
		}
		sm.more.Wait()
	}
	j := sm.queue[0]
	sm.queue = slices.Delete(sm.queue, 0, 1)
	return j
}

// carryOut returns nil when the owner has carried out action.
func (sm *SharedMap) carryOut(ctx context.Context, action func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{action, make(chan struct{})}
	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return ErrClosed
	}
	sm.queue = append(sm.queue, j)
	sm.more.Signal()
	sm.mu.Unlock()

	select {
	case <-j.done:
		return nil
	case <-ctx.Done():
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if i := slices.Index(sm.queue, j); i >= 0 {
		sm.queue = slices.Delete(sm.queue, i, i+1)
	}
	return ctx.Err()
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.carryOut(ctx, func(m map[string]any) { m[key] = value })
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	var got struct {
		value any
		found bool
	}
	if err := sm.carryOut(ctx, func(m map[string]any) { got.value, got.found = m[key] }); err != nil {
		return nil, false, err
	}
	return got.value, got.found, nil
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.carryOut(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	var n int
	if err := sm.carryOut(ctx, func(m map[string]any) { n = len(m) }); err != nil {
		return 0, err
	}
	return n, nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	var value any
	err := sm.carryOut(ctx, func(m map[string]any) {
		old, found := m[key]
		value = f(old, found)
		m[key] = value
	})
	if err != nil {
		return nil, err
	}
	return value, nil
}

// Close lets those who queue be served, and hands the map over.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	sm.more.Signal()
	sm.mu.Unlock()
	<-sm.ended
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
