// right
// The owner exists only while there is work: the call that finds nobody at work starts a goroutine, which ends when the queue is empty, so an idle open map has no goroutine at all.
package main

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type task struct {
	run  func(m map[string]any)
	done chan struct{}
}

// SharedMap is a map that a goroutine serves while there is something to do.
type SharedMap struct {
	mu      sync.Mutex // never held while a task runs
	queue   list.List  // of *task, not begun yet
	working bool       // a goroutine serves the queue, and m is its
	closing bool
	stopped chan struct{} // is closed when closing and nobody works
	m       map[string]any
}

// NewMap returns an empty map.
func NewMap() *SharedMap {
	return &SharedMap{stopped: make(chan struct{}), m: make(map[string]any)}
}

func (sm *SharedMap) work() {
	for {
		sm.mu.Lock()
		e := sm.queue.Front()
		if e == nil {
			sm.working = false
			if sm.closing {
				close(sm.stopped)
			}
			sm.mu.Unlock()
			return
		}
		t := sm.queue.Remove(e).(*task)
		sm.mu.Unlock()
		t.run(sm.m)
		close(t.done)
	}
}

// do has run carried out. Where it returns an error, what run writes must not
// be read.
func (sm *SharedMap) do(ctx context.Context, run func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &task{run: run, done: make(chan struct{})}
	sm.mu.Lock()
	if sm.closing {
		sm.mu.Unlock()
		return ErrClosed
	}
	e := sm.queue.PushBack(t)
	if !sm.working {
		sm.working = true
		go sm.work()
	}
	sm.mu.Unlock()

	select {
	case <-t.done:
		return nil
	case <-ctx.Done():
		sm.mu.Lock()
		sm.queue.Remove(e) // does nothing where it has been taken out
		sm.mu.Unlock()
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

// Close takes no more work, and returns when the last of it is done.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	first := !sm.closing
	sm.closing = true
	if first && !sm.working {
		close(sm.stopped)
	}
	sm.mu.Unlock()
	<-sm.stopped
	if !first {
		return nil
	}
	return sm.m
}
