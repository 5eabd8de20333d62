// right
// The map itself lies in a channel of one place: whoever takes it out owns it, works at once and puts it back; only the functions of Update are run by a goroutine, which gets the map along with them; Close keeps it.

package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

type job struct {
	m     map[string]any
	key   string
	f     func(old any, found bool) any
	reply chan any
}

// SharedMap is a map that lies in a channel for whoever takes it.
type SharedMap struct {
	free   chan map[string]any // the map, while nobody works with it
	jobs   chan job
	closed chan struct{}
	ended  chan struct{}
}

// NewMap starts the goroutine that runs updates.
func NewMap() *SharedMap {
	sm := &SharedMap{
		free:   make(chan map[string]any, 1),
		jobs:   make(chan job),
		closed: make(chan struct{}),
		ended:  make(chan struct{}),
	}
	sm.free <- make(map[string]any)
	go sm.runUpdates()
	return sm
}

func (sm *SharedMap) runUpdates() {
	defer close(sm.ended)
	for j := range sm.jobs {
		old, found := j.m[j.key]
		value := j.f(old, found)
		j.m[j.key] = value
		j.reply <- value
		sm.free <- j.m
	}
}

// take waits for the map.
func (sm *SharedMap) take(ctx context.Context) (map[string]any, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	select {
	case m := <-sm.free:
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
	sm.free <- m
	return nil
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (value any, found bool, err error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, false, err
	}
	value, found = m[key]
	sm.free <- m
	return value, found, nil
}

// Remove deletes key. A key that is not there is no error.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.take(ctx)
	if err != nil {
		return err
	}
	delete(m, key)
	sm.free <- m
	return nil
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return 0, err
	}
	n := len(m)
	sm.free <- m
	return n, nil
}

// Update stores what f returns for the old value, in one step, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	m, err := sm.take(ctx)
	if err != nil {
		return nil, err
	}
	reply := make(chan any, 1)
	sm.jobs <- job{m, key, f, reply} // who has the map finds that goroutine without work
	select {
	case value := <-reply:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close takes the map and keeps it.
func (sm *SharedMap) Close() map[string]any {
	select {
	case m := <-sm.free:
		close(sm.closed)
		close(sm.jobs)
		<-sm.ended
		return m
	case <-sm.closed:
		<-sm.ended
		return nil
	}
}
