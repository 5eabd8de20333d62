// right
// The direction is turned round: the owner lends the map itself to a caller, who does a Set, Get, Remove or Count in its own goroutine and gives it back; only a callback goes back with it, for the owner to run.
package main

import (
	"context"
	"errors"
)

// ErrClosed is what a call on a closed map returns.
var ErrClosed = errors.New("sharedmap: closed")

// SharedMap is a map that its owner lends, to one at a time.
type SharedMap struct {
	lend    chan map[string]any
	back    chan func()   // what the owner shall do with it now, or nil
	close   chan struct{} // room for one: the right to end the map
	closing context.Context
	end     context.CancelFunc
	last    chan map[string]any
	ended   context.Context
}

// NewMap starts the owner of an empty map.
func NewMap() *SharedMap {
	sm := &SharedMap{
		lend:  make(chan map[string]any),
		back:  make(chan func()),
		close: make(chan struct{}, 1),
		last:  make(chan map[string]any, 1),
	}
	sm.close <- struct{}{}
	sm.closing, sm.end = context.WithCancel(context.Background())
	ended, end := context.WithCancel(context.Background())
	sm.ended = ended
	go func() {
		defer end()
		m := make(map[string]any)
		for {
			select {
			case sm.lend <- m:
				if f := <-sm.back; f != nil {
					f()
				}
			case <-sm.closing.Done():
				sm.last <- m
				return
			}
		}
	}()
	return sm
}

// borrow waits for the map. Who gets it gives it back at once.
func (sm *SharedMap) borrow(ctx context.Context) (map[string]any, error) {
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case sm.closing.Err() != nil:
		return nil, ErrClosed
	}
	select {
	case m := <-sm.lend:
		return m, nil
	case <-sm.closing.Done():
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Set stores value under key.
func (sm *SharedMap) Set(ctx context.Context, key string, value any) error {
	m, err := sm.borrow(ctx)
	if err != nil {
		return err
	}
	m[key] = value
	sm.back <- nil
	return nil
}

// Get returns what is stored under key, and whether there is anything.
func (sm *SharedMap) Get(ctx context.Context, key string) (any, bool, error) {
	m, err := sm.borrow(ctx)
	if err != nil {
		return nil, false, err
	}
	value, found := m[key]
	sm.back <- nil
	return value, found, nil
}

// Remove deletes key.
func (sm *SharedMap) Remove(ctx context.Context, key string) error {
	m, err := sm.borrow(ctx)
	if err != nil {
		return err
	}
	delete(m, key)
	sm.back <- nil
	return nil
}

// Count returns how many keys there are.
func (sm *SharedMap) Count(ctx context.Context) (int, error) {
	m, err := sm.borrow(ctx)
	if err != nil {
		return 0, err
	}
	n := len(m)
	sm.back <- nil
	return n, nil
}

// Update has the owner store what f returns for the old value, and returns it.
func (sm *SharedMap) Update(ctx context.Context, key string, f func(old any, found bool) any) (any, error) {
	m, err := sm.borrow(ctx)
	if err != nil {
		return nil, err
	}
	stored := make(chan any, 1)
	sm.back <- func() {
		old, found := m[key]
		value := f(old, found)
		m[key] = value
		stored <- value
	}
	select {
	case value := <-stored:
		return value, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close ends the lending and takes the map.
func (sm *SharedMap) Close() map[string]any {
	select {
	case <-sm.close:
		sm.end()
		<-sm.ended.Done()
		return <-sm.last
	case <-sm.closing.Done():
		<-sm.ended.Done()
		return nil
	}
}
