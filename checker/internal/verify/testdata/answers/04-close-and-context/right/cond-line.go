// right
// No channel carries commands: they stand in a list behind a mutex, a condition variable wakes the owner, and a caller whose context ends takes its own command out again.

package main

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that one goroutine owns.
type SharedMap struct {
	mu     sync.Mutex
	wake   *sync.Cond // somebody stands in line, or the map closes
	line   *list.List // of *ticket
	closed bool
	ended  sync.WaitGroup
	m      map[string]any // of the owner, who changes it without mu
}

// ticket is a call that waits. Whoever settles it first says how it ends.
type ticket struct {
	work    func(m map[string]any) any
	place   *list.Element // nil when the ticket is not in line
	settled bool
	value   any
	err     error
	done    chan struct{}
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{line: list.New(), m: map[string]any{}}
	sm.wake = sync.NewCond(&sm.mu)
	sm.ended.Add(1)
	go sm.own()
	return sm
}

func (sm *SharedMap) own() {
	defer sm.ended.Done()
	sm.mu.Lock()
	defer sm.mu.Unlock()
	for {
		for !sm.closed && sm.line.Len() == 0 {
			sm.wake.Wait()
		}
		if sm.closed {
			for sm.line.Len() > 0 {
				sm.settle(sm.line.Front().Value.(*ticket), nil, ErrClosed)
			}
			return
		}
		t := sm.line.Front().Value.(*ticket)
		sm.leave(t)
		sm.mu.Unlock()
		value := t.work(sm.m)
		sm.mu.Lock()
		sm.settle(t, value, nil)
	}
}

// leave takes t out of the line. It needs mu, as settle does.
func (sm *SharedMap) leave(t *ticket) {
	if t.place != nil {
		sm.line.Remove(t.place)
		t.place = nil
	}
}

func (sm *SharedMap) settle(t *ticket, value any, err error) {
	sm.leave(t)
	if !t.settled {
		t.settled, t.value, t.err = true, value, err
		close(t.done)
	}
}

func (sm *SharedMap) call(ctx context.Context, work func(m map[string]any) any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := &ticket{work: work, done: make(chan struct{})}

	sm.mu.Lock()
	if sm.closed {
		sm.mu.Unlock()
		return nil, ErrClosed
	}
	t.place = sm.line.PushBack(t)
	sm.wake.Signal()
	sm.mu.Unlock()

	select {
	case <-t.done:
	case <-ctx.Done():
		sm.mu.Lock()
		sm.settle(t, nil, ctx.Err())
		sm.mu.Unlock()
	}
	return t.value, t.err
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	_, err := sm.call(ctx, func(m map[string]any) any {
		m[key] = value
		return nil
	})
	return err
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	type both struct {
		value any
		found bool
	}
	got, err := sm.call(ctx, func(m map[string]any) any {
		value, found := m[key]
		return both{value, found}
	})
	if err != nil {
		return nil, false, err
	}
	return got.(both).value, got.(both).found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	_, err := sm.call(ctx, func(m map[string]any) any {
		delete(m, key)
		return nil
	})
	return err
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n, err := sm.call(ctx, func(m map[string]any) any { return len(m) })
	if err != nil {
		return 0, err
	}
	return n.(int), nil
}

// Update stores what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	return sm.call(ctx, func(m map[string]any) any {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		return value
	})
}

// Close ends the map and hands it over to the caller, its new owner.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	sm.wake.Signal()
	sm.mu.Unlock()
	sm.ended.Wait()

	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
