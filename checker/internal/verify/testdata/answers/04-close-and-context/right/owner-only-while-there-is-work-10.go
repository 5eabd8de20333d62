// right
// The map's goroutine is started by a command that finds none and ends when the queue is empty; a map that rests has no goroutine at all, and Close waits for one only where it runs.

package main

import (
	"context"
	"errors"
	"sync"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type job struct {
	do   func(m map[string]any)
	done chan struct{}
}

// SharedMap is a map that has an owner only while there is work.
type SharedMap struct {
	mu     sync.Mutex
	queue  []job
	idle   chan struct{} // nil while nobody works, else closed at the end of the work
	closed bool
	m      map[string]any
}

// NewMap returns an empty map that rests.
func NewMap() *SharedMap {
	return &SharedMap{m: make(map[string]any)}
}

// work carries out what is in the queue. It has the map until it closes idle.
func (sm *SharedMap) work(m map[string]any) {
	for {
		sm.mu.Lock()
		if len(sm.queue) == 0 {
			close(sm.idle)
			sm.idle = nil
			sm.mu.Unlock()
			return
		}
		j := sm.queue[0]
		sm.queue = sm.queue[1:]
		sm.mu.Unlock()
		j.do(m)
		close(j.done)
	}
}

// submit returns a channel that is closed when do has been carried out.
func (sm *SharedMap) submit(do func(m map[string]any)) (<-chan struct{}, error) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return nil, ErrClosed
	}
	j := job{do, make(chan struct{})}
	sm.queue = append(sm.queue, j)
	if sm.idle == nil {
		sm.idle = make(chan struct{})
		go sm.work(sm.m)
	}
	return j.done, nil
}

func (sm *SharedMap) ask(ctx context.Context, do func(m map[string]any)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	done, err := sm.submit(do)
	if err != nil {
		return err
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	return sm.ask(ctx, func(m map[string]any) { m[key] = value })
}

type pair struct {
	value any
	found bool
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	p := new(pair)
	if err := sm.ask(ctx, func(m map[string]any) { p.value, p.found = m[key] }); err != nil {
		return nil, false, err
	}
	return p.value, p.found, nil
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	return sm.ask(ctx, func(m map[string]any) { delete(m, key) })
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	n := new(int)
	if err := sm.ask(ctx, func(m map[string]any) { *n = len(m) }); err != nil {
		return 0, err
	}
	return *n, nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	p := new(pair)
	err := sm.ask(ctx, func(m map[string]any) {
		p.value, p.found = m[key]
		p.value = f(p.value, p.found)
		m[key] = p.value
	})
	if err != nil {
		return nil, err
	}
	return p.value, nil
}

// Close waits until the map rests, and hands it over.
func (sm *SharedMap) Close() map[string]any {
	sm.mu.Lock()
	sm.closed = true
	idle := sm.idle
	sm.mu.Unlock()
	if idle != nil {
		<-idle
	}
	sm.mu.Lock()
	defer sm.mu.Unlock()
	m := sm.m
	sm.m = nil
	return m
}
